import pytest

from verifier.domain import Hints, TargetKind
from verifier.links.official import official_links
from verifier.links.target import host_of, judge_target
from verifier.links.unwrap import MOST_CHARACTERS, unwrap
from verifier.numbers import parse_licence, parse_standard

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
        (f"https://appdb.tisi.go.th/Q/../Q/i.php?d={ID}", "decorated"),
        (f"https://appdb.tisi.go.th//Q/i.php?d={ID}", "unknown_form"),
        (f"https://appdb.tisi.go.th{PAGE}&d=999999999", "unknown_form"),
        (f"https://appdb.tisi.go.th/Q/i.php?x=1&d={ID}", "decorated"),
        (f"https://appdb.tisi.go.th{PAGE}&utm=x", "decorated"),
        (f"https://appdb.tisi.go.th{PAGE}#top", "decorated"),
        (f"https://appdb.tisi.go.th{PAGE} x", "unknown_form"),
        (f"https://appdb.tisi.go.th.{PAGE}", "decorated"),
        (f"https://appdb.tisi.go.th:443{PAGE}", "decorated"),
        (f"https://appdb.ti\tsi.go.th{PAGE}", "decorated"),
        (f"https://appdb.tisi.go.th/Q/i.p\nhp?d={ID}", "decorated"),
        (f"https:appdb.tisi.go.th{PAGE}", "decorated"),
        (f"https:///appdb.tisi.go.th{PAGE}", "decorated"),
        (f"https://ａppdb.tisi.go.th{PAGE}", "decorated"),
        (f"https://appdb%2Etisi.go.th{PAGE}", "decorated"),
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
        (f"https://:word@appdb.tisi.go.th{PAGE}", "userinfo"),
        (f"https://https://appdb.tisi.go.th{PAGE}", "broken_link"),
        (f"https://appdb.tisi .go.th{PAGE}", "broken_link"),
        (f"มอก. 2879-2560 https://appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"<https://appdb.tisi.go.th{PAGE}>", "link_in_text"),
        (f"สแกน appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"//appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"htttps://appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"ttps://appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"https://lin.ee/x https://appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"https://appdb.tisi.go.th{PAGE}\nhttps://lin.ee/x", "link_in_text"),
        (f"https://appdb.tisi.go.th{PAGE};https://appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"https://appdb.tisi.go.th{PAGE},https://lin.ee/x", "link_in_text"),
        (f"{'https://lin.ee/x ' * 9}https://appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"\ufeffhttps://appdb.tisi.go.th{PAGE}", "link_in_text"),
        (f"ht\ntps://appdb.tisi.go.th{PAGE}", "link_in_text"),
        ("WIFI:T:WPA;S:tisi.go.th;P:secret;;", "link_in_text"),
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
        ("https://tisi.in.th/", "name_in_host"),
        ("https://มอก.com/", "name_in_host"),
        ("https://สมอ.ไทย/", "name_in_host"),
        ("https://เช็คมอก.net/", "name_in_host"),
        ("https://xn--12c7drb.com/", "name_in_host"),
        ("สแกน มอก.com/verify", "name_in_host"),
        ("visit tisi-check.com for more", "name_in_host"),
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
        (f"https://evil.example//Q//i.php/?d={ID}", "official_path"),
        (f"https://evil.example/?u=https://appdb.tisi.go.th{PAGE}", "official_inside"),
        ("https://evil.example/?u=https%3A%2F%2Fappdb.tisi.go.th%2FQ", "official_inside"),
        ("https://evil.example/?u=https%253A%252F%252Fwww.tisi.go.th", "official_inside"),
        (f"https://evil.example/#//tisi.go.th{PAGE}", "official_inside"),
        ("https://evil.example/a.tisi.go.th/l", "official_inside"),
        (f"https://bit.ly/?u=https://appdb.tisi.go.th{PAGE}", "official_inside"),
        ("https://evil.example/verify?n=ท7014-4/2879", "carries_licence"),
        ("https://evil.example/verify?x=1&N=%E0%B8%977014-4%2F2879", "carries_licence"),
        ("https://evil.example/verify?n=%B77014-4/2879", "carries_licence"),
        ("https://evil.example/verify?n=T7014-4/2879", "carries_licence"),
        (f"intent://appdb.tisi.go.th{PAGE}#Intent;scheme=https;end", "app_scheme"),
        (f"intent:#Intent;S.browser_fallback_url=https%3A%2F%2Fappdb.tisi.go.th{PAGE};end", "app_scheme"),
        (f"googlechrome:https://appdb.tisi.go.th{PAGE}", "app_scheme"),
        (f"myapp://open?url=https%3A%2F%2Fappdb.tisi.go.th{PAGE}", "app_scheme"),
        (f"javascript:location='https://appdb.tisi.go.th{PAGE}'", "app_scheme"),
        (f"data:text/html,<a href=https://appdb.tisi.go.th{PAGE}>", "app_scheme"),
        (f"https://appdb.tisi.go.th{PAGE};https://appdb-tisi.go.th{PAGE}", "official_name_inside"),
        (f"https://appdb.tisi.go.th{PAGE},https://appdb-tisi.go.th{PAGE}", "official_name_inside"),
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
        "https://หมอก.com/",
        "https://สมอไทย.com/",
        "มอก.2879-2560",
        "มอก.แท้",
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


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ("https://www.facebook.com/tisi.go.th", "mentions_official"),
        (f"https://l.facebook.com/l.php?u=https%3A%2F%2Fappdb.tisi.go.th{PAGE}", "mentions_official"),
        ("https://shop.example/?ref=tisi.go.th", "mentions_official"),
        ("mailto:info@tisi.go.th", "mentions_official"),
        ("https://bit.ly/3xYz", "shortener"),
        ("bit.ly/3xYz", "shortener"),
        ("https://qr.me-qr.com/x", "shortener"),
        ("สแกนดูที่ bit.ly/3xYz", "shortener"),
        ("https://notbit.ly/3xYz", "link"),
        ("https://lin.ee/poFlHuz", "link"),
        ("https://brand.example/products/2879-2560.pdf", "link"),
        ("javascript:alert(1)", "script"),
        ("DATA:text/html;base64,PGI+", "script"),
        (" ".join(f"https://x{n}.example/" for n in range(40)), "crowded"),
        (" ".join(f"{n}" for n in range(10_000_000, 10_000_032)), "not_a_link"),
        (" ".join(f"{n}" for n in range(10_000_000, 10_000_033)), "crowded"),
        ("%25" * 20_000, "crowded"),
        ("x" * (MOST_CHARACTERS + 1), "crowded"),
        ("ขอบคุณค่ะ", "not_a_link"),
    ],
)
def test_what_any_other_payload_is_to_the_rules(payload: str, reason: str) -> None:
    target = judge_target(payload)
    assert (target.kind, target.reason) == (OTHER, reason)


@pytest.mark.parametrize(
    "payload",
    [
        "https://evil.example/licence/ท7014-4/2879",
        "https://evil.example/?id=x%E0%B8%977014-4%2F2879",
        "https://evil.example/?id=%25E0%25B8%25977014-4/2879",
        "https://evil.example/?id=%E0%B8%2597%37014-4/2879",
        "https://evil.example/?id=%B77014-4/2879",
        "https://evil.example/?id=%u0E177014-4/2879",
        "https://a.tisi.go.th/l/?n=ท๗๐๑๔-๔/๒๘๗๙",
        "https://a.tisi.go.th/l/?n=ท7014-4/2879&n=ท7014-4/2879",
        "https://a.tisi.go.th/l/?n=ท7014-4/2879#",
        "https://a.tisi.go.th/l/?n=·7014-4/2879",
        "https://a.tisi.go.th/l/?n=ｷ7014-4/2879",
        "https://a.tisi.go.th/l/?n=à¸\x977014-4/2879",
        "ใบอนุญาตเลขที่ ท7014-4/2879",
        "ตามท7014-4/2879",
        "ท 7014 - 4 / 2879",
        "ท７０１４－４／２８７９",
        "ท7\u200b01\u20604-4/2879",
        "ท70\u033614-4/2879",
        "ท7\ufe0f\u20e3014-4/2879",
        "ท7014-\n4/2879",
        "ท&#55;014-4&#x2f;2879",
        "ท\u096d\u0660\u0661\u0664-4/2879",
        "BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:=E0=B8=977014-4/2879\nEND:VCARD",
        "WIFI:T:WPA;S:ท7014-4/2879;P:12345678;;",
        "\0".join("ท7014-4/2879"),
    ],
)
def test_a_licence_is_found_in_any_part_and_any_writing(payload: str) -> None:
    target = judge_target(payload)
    assert target.licence is None
    assert target.hints.licences == (parse_licence("ท7014-4/2879"),)
    assert target.hints.unparsed == ()


@pytest.mark.parametrize(
    "payload",
    [
        "T7014-4/2879",
        "License No. 7014.4.2879",
        "ฑ7014-4/2879",
        "ท07014-4/2879",
        "ท7014-4_2879",
        "(ท)7014-4/2879",
        "ท-7014-4/2879",
        "7014-4/2879",
        "เลขที่ 7014-4/2879",
        "https://evil.example/?lic=7014-4/2879",
    ],
)
def test_what_has_the_form_of_a_licence_number_and_is_none_is_kept(payload: str) -> None:
    assert judge_target(payload).hints.unparsed == ("7014-4/2879",)


@pytest.mark.parametrize(
    "payload",
    [
        "ADR:;;99/9 ถ.สุขุมวิท 71-2/3;;10270",
        "บ้านเลขที่ 12-14/5 หมู่ 7",
        "LOT 12-11/2569",
        "วันที่ 12-12-2569",
        "https://brand.example/products/2879-2560.pdf",
        "https://shop.example/pb-10000-i.123.456",
        "v1.2.30",
    ],
)
def test_addresses_and_dates_are_no_licences(payload: str) -> None:
    assert judge_target(payload).hints == Hints()


@pytest.mark.parametrize(
    ("payload", "ids"),
    [
        (f"https://appdb.tisi.go.th{PAGE}&d=999999999", (ID, "999999999")),
        (f"https://appdb.tisi.go.th{PAGE}#", (ID,)),
        ("https://appdb.tisi.go.th/Q/i.php?d=000320108935", (ID,)),
        ("https://appdb.tisi.go.th/Q/i.php?d=๓๒๐๑๐๘๙๓๕", (ID,)),
        ("HTTPS://APPDB.TISI.GO.TH/Q/I.PHP?D=320108935", (ID,)),
        ("8859769700223", ()),
        ("1234567", ()),
    ],
)
def test_runs_of_figures_as_long_as_an_id_are_kept(payload: str, ids: tuple[str, ...]) -> None:
    assert judge_target(payload).hints.ids == ids


def test_standards_are_kept_where_their_name_announces_them() -> None:
    hints = judge_target("มอก. 2879-2560, TIS 62368 Part 1-2563 และ 166-2549").hints
    assert hints.standards == (parse_standard("2879-2560"), parse_standard("62368 เล่ม 1-2563"))


def test_an_exact_link_has_no_hints_and_a_decorated_one_none_but_what_it_shows() -> None:
    assert judge_target(f"https://appdb.tisi.go.th{PAGE}").hints == Hints()
    shown = judge_target("https://appdb.tisi.go.th/Q/i.php?utm=12345678&d=320108935#ท7014-4/2879")
    assert (shown.reason, shown.hints) == ("decorated", Hints(ids=(ID,)))


def test_what_is_wrapped_deeper_than_is_looked_through_is_said_to_be() -> None:
    assert unwrap("%2541").texts == ("%2541", "%41", "A")
    assert unwrap("%2541").whole
    assert not unwrap("%25&amp;\\:é" * 4_000).whole
    long = unwrap("%2541" * 5_000)
    assert not long.whole and len(long.texts) == 1


@pytest.mark.parametrize(
    "payload", ["https://xn--a/", "https://xn--zzzzzz9999999.tisi.go.th/", "http://\ud800/", "https://[::1"]
)
def test_hosts_that_nobody_can_read_are_judged_and_not_raised(payload: str) -> None:
    assert judge_target(payload).kind is not TargetKind.OFFICIAL


@pytest.mark.parametrize("payload", ["หมวกนิรภัย 2879-2560", "https://brand.example/2879-2560", "GENUINE 166-2549"])
def test_a_bare_number_in_a_code_is_no_standard(payload: str) -> None:
    assert judge_target(payload).hints.standards == ()


@pytest.mark.parametrize("end", ["com", "net", "org", "info", "online", "site", "th", "ไทย"])
def test_an_address_among_words_is_a_link_under_each_name_that_people_know(end: str) -> None:
    assert judge_target(f"ดูที่ tisi-check.{end} ก่อนซื้อ").kind is TargetKind.LOOKALIKE
    assert judge_target(f"ดูที่ bit.ly/3xYz หรือ ร้าน.{end}").reason == "shortener"


@pytest.mark.parametrize("lead", ["ใบอนุญาต", "มอก", "สมอ", "lic", "License", "licence", "TIS", "TISI", "tisi"])
@pytest.mark.parametrize("apart", ["-_", "..", "|/", ":/", ", ", "~/"])
def test_each_word_announces_three_numbers_with_any_separators(lead: str, apart: str) -> None:
    first, second = apart[0], apart[1].strip() or "-"
    assert judge_target(f"{lead} 7014{first}4{second}2879").hints.unparsed == ("7014-4/2879",)


@pytest.mark.parametrize("letters", ["ท", "น", "ส", "นค", "ก", "T", "N", "S", "NK", "nk", "กข"])
def test_a_letter_announces_a_number_of_the_form(letters: str) -> None:
    hints = judge_target(f"{letters} 7014-4/2879").hints
    assert "7014-4/2879" in (*hints.unparsed, *(str(number).lstrip("ทนสค") for number in hints.licences))


def test_ids_are_as_long_as_those_of_real_links() -> None:
    for run, kept in (
        ("1234567", ()),
        ("12345678", ("12345678",)),
        ("1234567890", ("1234567890",)),
        ("12345678901", ()),
    ):
        assert judge_target(run).hints.ids == kept
    assert judge_target("0012345678").hints.ids == ("12345678", "0012345678")
    assert judge_target("00012345678").hints.ids == ("12345678",)


def test_what_names_more_than_a_label_needs_is_crowded() -> None:
    def many(count: int) -> str:
        return " ".join(f"ท{k}-1/2879" for k in range(1, count + 1))

    assert judge_target(many(32)).reason == "not_a_link" and len(judge_target(many(32)).hints.licences) == 32
    assert judge_target(many(33)).reason == "crowded" and len(judge_target(many(33)).hints.licences) == 32


def test_texts_are_looked_through_up_to_a_bound_on_their_characters() -> None:
    assert unwrap("a" * 32_768).whole and not unwrap("a" * 32_769).whole
    assert unwrap("%41" * 8_000).whole and not unwrap("%41" * 8_200).whole


@pytest.mark.parametrize("host", ["qr-tísi.com", "tísí.com", "check-ṭisi.net", "qr-tis\u00adi.com", "tìsì.in.th"])
def test_accents_and_soft_hyphens_hide_no_name(host: str) -> None:
    assert judge_target(f"https://{host}/").kind is TargetKind.LOOKALIKE


@pytest.mark.parametrize(
    ("payload", "host"),
    [
        ("https://BIT.ly/3xYz", "bit.ly"), ("bit.ly/3xYz", "bit.ly"), ("bit.ly", "bit.ly"), ("me@bit.ly/x", "bit.ly"),
        ("  http://bit.ly ", "bit.ly"), ("มอก.com", "xn--q3cbb9h.com"), ("a text", ""), ("8850000000012", ""),
        ("https://[::1", ""), ("mailto:me@bit.ly", ""),
    ],
)  # fmt: skip
def test_the_site_that_a_phone_would_go_to(payload: str, host: str) -> None:
    assert host_of(payload) == host or (host.startswith("xn--") and host_of(payload).startswith("xn--"))


def test_a_licence_in_another_parameter_than_tisis_is_no_imitation() -> None:
    assert judge_target("https://brand.example/verify?n=ท7014-4/2879").reason == "carries_licence"
    assert judge_target("https://brand.example/verify?x=1&N=ท7014-4/2879").reason == "carries_licence"
    assert judge_target("https://brand.example/verify?licence=ท7014-4/2879").kind is TargetKind.OTHER


def test_a_host_below_a_neighbouring_agency_is_that_agencys():
    label = min(official_links().strong_labels)
    for host in official_links().neighbours:
        assert judge_target(f"https://{label}.{host}/").kind is OTHER, host
        assert judge_target(f"https://{host}/").kind is OTHER, host


@pytest.mark.parametrize("alphabet", ["latin-1", "cp1252", "shift_jis"])
def test_a_licence_in_utf8_that_was_taken_for_another_alphabet_is_found(alphabet: str) -> None:
    number = next(n for n in ("ท7014-4/2879", "น7014-4/2879", "ส7014-4/2879") if _readable_as(n, alphabet))
    taken = number.encode().decode(alphabet)
    assert parse_licence(number) in judge_target(f"https://example.com/{taken}").hints.licences


def _readable_as(text: str, alphabet: str) -> bool:
    try:
        return bool(text.encode().decode(alphabet))
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize("number", ["ท12-3/2879", "น12-3/2879", "ส12-3/2879", "นค12-3/2879"])
def test_a_licence_whose_letter_ends_a_thai_word_is_found(number: str) -> None:
    for words in ("ตามใบอนุญาต", "ตาม", "แบบ"):
        assert parse_licence(number) in judge_target(f"{words}{number}").hints.licences


def test_an_address_that_only_begins_like_tisis_is_not_tisis_inside_a_link() -> None:
    assert judge_target("https://example.com/?u=https://appdb.tisi.go.th.example.net/x").reason == "mentions_official"
    assert judge_target("https://example.com/?u=https://appdb.tisi.go.th./x").reason == "official_inside"


@pytest.mark.parametrize("slip", ["hxxp", "htp", "hxxps", "httpd"])
def test_a_slip_of_the_scheme_is_no_app(slip: str) -> None:
    assert judge_target(f"{slip}://tisi.go.th/Q/i.php?d=320108935").reason == "link_in_text"
    assert judge_target("tisiapp://tisi.go.th/Q/i.php?d=320108935").reason == "app_scheme"


@pytest.mark.parametrize("dot", [".", "。", "．"])
def test_a_bare_host_is_one_with_any_dot_that_browsers_take(dot: str) -> None:
    assert judge_target(f"appdb{dot}tisi{dot}go{dot}th/Q/i.php?d={ID}").kind in (OFFICIAL, OTHER_PAGE)
    assert judge_target(f"example{dot}com/x").reason == "link"


@pytest.mark.parametrize(
    "payload",
    ["\N{GRINNING FACE}ｷ7014-4/2879", "https://example.com/?id=ท+7014-4/2879", "ท 7014-4/2879", "ใบอนุญาตท 7014-4/2879",
     "(3)ท7014-4/2879"],
)  # fmt: skip
def test_a_licence_beside_other_letters_and_gaps_is_found(payload: str) -> None:
    assert str(judge_target(payload).hints.licences[0]).removeprefix("(3)") == "ท7014-4/2879"


def test_no_more_than_sixty_four_texts_are_taken_out_of_a_payload() -> None:
    deep = unwrap("%" + "25" * 100 + "41")
    assert not deep.whole and len(deep.texts) == 64 and "A" in deep.texts
    assert unwrap("%" + "25" * 50 + "41").whole


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("qr-tisi.go.th", TargetKind.LOOKALIKE), ("www.qr-tisi.go.th", TargetKind.LOOKALIKE),
        ("tisi-check-online.go.th", TargetKind.LOOKALIKE), ("www.tisi-check-online.go.th", TargetKind.LOOKALIKE),
        ("tisi.moi.go.th", TargetKind.OTHER), ("qr.moi.go.th", TargetKind.OTHER),
        ("tisi-check-online.moi.go.th", TargetKind.OTHER),
    ],
)  # fmt: skip
def test_under_the_government_s_domain_the_registered_label_alone_borrows_the_name(host: str, kind: TargetKind) -> None:
    assert judge_target(f"https://{host}/x").kind is kind


@pytest.mark.parametrize(
    ("parameter", "reason"), [("n", "carries_licence"), ("d", "link"), ("no", "link"), ("x", "link")]
)
def test_a_makers_page_may_name_a_licence_but_not_as_tisis_page_takes_it(parameter, reason):
    assert judge_target(f"https://brand.example/product?{parameter}=ท7014-4/2879").reason == reason
