import pytest

from verifier.domain import TargetKind
from verifier.links.official import official_links
from verifier.links.target import judge_target

ID = "320108935"
PAGE = f"/Q/i.php?d={ID}"
OFFICIAL, OTHER_PAGE = TargetKind.OFFICIAL, TargetKind.OFFICIAL_OTHER
LOOKALIKE, OTHER = TargetKind.LOOKALIKE, TargetKind.OTHER


@pytest.mark.parametrize(
    "payload",
    [
        f"https://appdb.tisi.go.th{PAGE}",
        f"http://appdb.tisi.go.th{PAGE}",
        f"HTTPS://APPDB.TISI.GO.TH{PAGE}",
        f"  https://appdb.tisi.go.th{PAGE}\r\n",
    ],
)
def test_the_common_form_gives_its_id(payload: str) -> None:
    target = judge_target(payload)
    assert (target.kind, target.qr_id, target.licence) == (OFFICIAL, ID, None)


@pytest.mark.parametrize("digits", ["97568258", "320108935", "4175126152"])
def test_ids_have_eight_to_ten_digits(digits: str) -> None:
    assert judge_target(f"https://appdb.tisi.go.th/Q/i.php?d={digits}").qr_id == digits


@pytest.mark.parametrize(
    ("value", "licence"),
    [
        ("ท7014-4/2879", "ท7014-4/2879"),
        ("น38259-121/2879", "น38259-121/2879"),
        ("%E0%B8%977014-4/2879", "ท7014-4/2879"),
        ("%e0%b8%977014-4%2f2879", "ท7014-4/2879"),
        ("(3)ท1021-49/1040", "(3)ท1021-49/1040"),
        ("%E0%B8%99%E0%B8%8412-3/2879", "นค12-3/2879"),
    ],
)
def test_the_licence_form_gives_its_licence(value: str, licence: str) -> None:
    target = judge_target(f"https://a.tisi.go.th/l/?n={value}")
    assert target.kind is OFFICIAL
    assert str(target.licence) == licence


def test_the_older_form_carries_neither() -> None:
    target = judge_target("https://www3.tisi.go.th/scope/scope.asp?no=1234")
    assert (target.kind, target.qr_id, target.licence, target.reason) == (OFFICIAL, None, None, "scope")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ("https://www.tisi.go.th/", "unknown_form"),
        ("https://tisi.go.th", "unknown_form"),
        ("https://appdb.tisi.go.th/Q/i.php", "unknown_form"),
        ("https://appdb.tisi.go.th/Q/i.php?d=", "unknown_form"),
        ("https://appdb.tisi.go.th/Q/i.php?d=1234567", "unknown_form"),
        ("https://appdb.tisi.go.th/Q/i.php?d=12345678901", "unknown_form"),
        ("https://appdb.tisi.go.th/Q/i.php?d=๑๒๓๔๕๖๗๘", "unknown_form"),
        (f"https://appdb.tisi.go.th/q/i.php?d={ID}", "unknown_form"),
        (f"https://appdb.tisi.go.th/Q/../Q/i.php?d={ID}", "unknown_form"),
        (f"https://appdb.tisi.go.th//Q/i.php?d={ID}", "unknown_form"),
        (f"https://appdb.tisi.go.th{PAGE}&d=999999999", "unknown_form"),
        (f"https://appdb.tisi.go.th/Q/i.php?x=1&d={ID}", "unknown_form"),
        (f"https://appdb.tisi.go.th{PAGE}&utm=x", "unknown_form"),
        (f"https://appdb.tisi.go.th{PAGE}#top", "unknown_form"),
        (f"https://appdb.tisi.go.th{PAGE} x", "unknown_form"),
        (f"https://appdb.tisi.go.th.{PAGE}", "unknown_form"),
        (f"https://appdb.tisi.go.th:443{PAGE}", "unknown_form"),
        (f"https://appdb.ti\tsi.go.th{PAGE}", "unknown_form"),
        (f"https://appdb.tisi.go.th/Q/i.p\nhp?d={ID}", "unknown_form"),
        (f"https:appdb.tisi.go.th{PAGE}", "unknown_form"),
        (f"https:///appdb.tisi.go.th{PAGE}", "unknown_form"),
        (f"https://ａppdb.tisi.go.th{PAGE}", "unknown_form"),
        (f"https://appdb%2Etisi.go.th{PAGE}", "unknown_form"),
        (f"https://a.tisi.go.th{PAGE}", "unknown_form"),
        (f"https://appdb.tisi.go.th/l/?n={ID}", "unknown_form"),
        ("https://a.tisi.go.th/l/?n=2879", "unknown_form"),
        ("https://a.tisi.go.th/l/?n=%B77014-4/2879", "unknown_form"),
        ("https://a.tisi.go.th/l/?n=%25E0%25B8%25977014-4/2879", "unknown_form"),
        ("https://a.tisi.go.th/l/?n=T7014-4/2879", "unknown_form"),
        ("https://a.tisi.go.th/l/?n=ท7014-4/2879&n=ท1-1/1", "unknown_form"),
        (f"appdb.tisi.go.th{PAGE}", "no_scheme"),
        ("www.tisi.go.th", "no_scheme"),
        (f"https://user@appdb.tisi.go.th{PAGE}", "userinfo"),
        (f"https://https://appdb.tisi.go.th{PAGE}", "broken_link"),
        (f"https://appdb.tisi .go.th{PAGE}", "broken_link"),
        (f"มอก. 2879-2560 https://appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"MEBKM:TITLE:TISI;URL:https\\://appdb.tisi.go.th{PAGE};;", "link_in_text"),
    ],
)
def test_the_official_host_in_any_other_form_proves_nothing(payload: str, reason: str) -> None:
    target = judge_target(payload)
    assert (target.kind, target.reason) == (OTHER_PAGE, reason)
    assert target.qr_id is None
    assert target.licence is None


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (f"https://tisi.go.th.example.com{PAGE}", "official_name_inside"),
        (f"https://appdb.tisi.go.th.qr-check.net{PAGE}", "official_name_inside"),
        (f"tisi.go.th.example.com{PAGE}", "official_name_inside"),
        (f"https://appdb-tisi.go.th{PAGE}", "official_name_inside"),
        ("https://tisi-go-th.com/", "official_name_inside"),
        ("https://appdb.tisigo.th/", "official_name_inside"),
        (f"https://appdb.t1si.go.th{PAGE}", "lookalike_letters"),
        (f"https://appdb.tisl.go.th{PAGE}", "lookalike_letters"),
        ("https://appdb.ti5i.go.th/", "lookalike_letters"),
        (f"https://appdb.tisi.go.th@evil.example{PAGE}", "userinfo"),
        (f"https://appdb.tisi.go.th:x@evil.example{PAGE}", "userinfo"),
        (f"appdb.tisi.go.th@evil.example{PAGE}", "userinfo"),
        (f"https://tısi.go.th{PAGE}", "homograph"),
        (f"https://appdb.tіsi.go.th{PAGE}", "homograph"),
        (f"https://аppdb.tisi.go.th{PAGE}", "homograph"),
        ("https://xn--tsi-jua.com/", "homograph"),
        (f"https://appdb.tisi.go.th:8443{PAGE}", "odd_port"),
        (f"http://appdb.tisi.go.th:443{PAGE}", "odd_port"),
        (f"https://evil.example\\@appdb.tisi.go.th{PAGE}", "backslash"),
        (f"https://appdb.tisi.go.th\\@evil.example{PAGE}", "backslash"),
        (f"https:\\\\appdb.tisi.go.th{PAGE}", "backslash"),
        ("https://tsi.go.th/", "near_miss"),
        ("https://appdb.tiis.go.th/", "near_miss"),
        (f"https://appdb.tisi.co.th{PAGE}", "near_miss"),
        ("https://appdb.tisi.or.th/", "near_miss"),
        ("https://tisi.gov.th/", "near_miss"),
        ("https://qr-tisi.com/", "name_in_host"),
        ("https://qrtisi.com/", "name_in_host"),
        ("https://tisi.com/Q", "name_in_host"),
        ("https://tisi.shop.example/", "name_in_host"),
        ("https://t1si.net/", "name_in_host"),
        ("https://tisi-check.online/", "name_in_host"),
        ("https://tisithailand.com/", "name_in_host"),
        (f"https://evil.example{PAGE}", "official_path"),
        (f"https://evil.example/appdb.tisi.go.th{PAGE}", "official_path"),
        (f"http://203.0.113.9{PAGE}", "official_path"),
        ("https://evil.example/q/I.PHP?D=1", "official_path"),
        ("https://evil.example/scope/scope.asp?no=7", "official_path"),
        ("https://evil.example/l/?n=ท7014-4/2879", "official_path"),
        ("สแกน https://tisi.go.th.example.com/ ได้เลย", "official_name_inside"),
    ],
)
def test_what_only_looks_official_is_a_look_alike(payload: str, reason: str) -> None:
    target = judge_target(payload)
    assert (target.kind, target.reason) == (LOOKALIKE, reason)


@pytest.mark.parametrize(
    "payload",
    [
        "https://lin.ee/poFlHuz",
        "https://line.me/ti/p/f4BMVAuAu5",
        "https://www.facebook.com/tisi.go.th",
        "https://shop.example.com/?ref=tisi",
        "https://shop.example.com/tisi/2879",
        f"https://l.facebook.com/l.php?u=https%3A%2F%2Fappdb.tisi.go.th{PAGE}",
        "https://www.dsi.go.th/",
        "https://www.disd.go.th/",
        "https://www.tistr.or.th/",
        "https://www.industry.go.th/",
        "https://tisi.data.go.th/dataset",
        "https://www.oie.go.th/",
        "https://th.wikipedia.org/wiki/มอก.",
        "https://สมอ.ไทย/",
        "https://partisi.example/",
        "https://artisign.example/",
        "https://tisico.example/",
        "https://tls1.cdn.example/",
        "https://7151.example/",
        "https://tis.example/",
        "https://appdb.winehq.example/",
        "https://example.com/l/?n=5",
        "https://example.com/Q/i.php?d=abc",
        "https://example.com:8443/",
        "https://user:password@example.com/",
        "https://example.com\\path",
        "mailto:info@tisi.go.th",
        "info@tisi.go.th",
        "tisi@gmail.com",
        "WIFI:T:WPA;S:tisi.go.th;P:secret;;",
        "00020101021129370016A000000677010111011300668",
        "8859769700223",
        "มอก. 2879-2560",
        "tel:+6622023300",
        "javascript:alert(document.domain)",
        "https://",
        "",
        " \n",
        "\x00\x1b[2J",
        "\ud800",
    ],
)
def test_ordinary_payloads_are_none_of_our_business(payload: str) -> None:
    assert judge_target(payload).kind is OTHER


def test_every_form_in_the_data_names_its_source() -> None:
    links = official_links()
    assert {form.carries for form in links.forms} == {"qr_id", "licence", "scope"}
    assert all(form.source and links.owns(form.host) for form in links.forms)
    assert not links.owns("xtisi.go.th")
