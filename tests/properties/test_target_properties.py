import string
from urllib.parse import quote

import ada_url
from hypothesis import assume, given
from hypothesis import strategies as st

from verifier.domain import TargetKind
from verifier.links.official import official_links
from verifier.links.target import judge_target

LINKS = official_links()
HOSTS = {form.host for form in LINKS.forms}
GENUINE = [
    "https://appdb.tisi.go.th/Q/i.php?d=320108935",
    "http://appdb.tisi.go.th/Q/i.php?d=4175126152",
    "https://a.tisi.go.th/l/?n=ท7014-4/2879",
    "https://www3.tisi.go.th/scope/scope.asp?no=1234",
]
TRICKY = string.ascii_letters + string.digits + "./\\@:?#%&=-_ \t\n\0[]|аеіοѕｔ。．\u200b\u00ad\u202e"


@given(st.text(max_size=200))
def test_any_text_is_judged(payload: str) -> None:
    assert judge_target(payload).kind in TargetKind


@given(st.text(alphabet=TRICKY, max_size=60), st.sampled_from(["https://", "http://", "", "https:\\\\", "HTTPS:"]))
def test_any_link_is_judged(rest: str, scheme: str) -> None:
    check_official(scheme + rest)


def check_official(payload: str) -> None:
    """Official means: a browser lands on a host of the data, by one of its forms, and nowhere else."""
    target = judge_target(payload)
    if target.kind is not TargetKind.OFFICIAL:
        assert target.qr_id is None
        assert target.licence is None
        return
    url = ada_url.URL(payload)
    assert url.hostname in HOSTS
    assert (url.username, url.password, url.port, url.hash) == ("", "", "", "")
    assert url.search.count("=") == 1
    assert payload.strip(" \t\r\n").isprintable()


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """A genuine link after one to three insertions, deletions or replacements anywhere."""
    letters = list(draw(st.sampled_from(GENUINE)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(letters) - 1))
        match draw(st.sampled_from("idr")):
            case "i":
                letters.insert(at, draw(st.sampled_from(TRICKY)))
            case "d":
                del letters[at]
            case _:
                letters[at] = draw(st.sampled_from(TRICKY))
    return "".join(letters)


@given(mutations())
def test_a_damaged_genuine_link_is_official_only_where_it_truly_leads_there(payload: str) -> None:
    check_official(payload)


@given(st.sampled_from(sorted(HOSTS)), st.data())
def test_a_mutated_host_is_never_official(host: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(host) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase + string.digits + "-.аеіοѕ"))
    mutant = host[:at] + letter + host[at + data.draw(st.integers(0, 1)) :]
    assume(mutant not in HOSTS)
    for form in LINKS.forms:
        value = {"qr_id": "320108935", "licence": "ท7014-4/2879", "scope": "1234"}[form.carries]
        payload = f"https://{mutant}{form.path}?{form.parameter}={value}"
        assert judge_target(payload).kind is not TargetKind.OFFICIAL


@given(st.from_regex(r"[a-z0-9]{1,12}\.(com|net|co\.th|in\.th)", fullmatch=True), st.sampled_from(GENUINE))
def test_the_official_path_on_any_other_host_is_a_look_alike(host: str, genuine: str) -> None:
    tail = genuine.split("/", 3)[3]
    assert judge_target(f"https://{host}/{tail}").kind is TargetKind.LOOKALIKE


@given(st.integers(1, 99_999), st.integers(1, 9_999), st.integers(1, 99_999), st.sampled_from(["ท", "น", "ส", "นค"]))
def test_raw_and_percent_encoded_licences_are_the_same(seq: int, n: int, standard: int, kind: str) -> None:
    number = f"{kind}{seq}-{n}/{standard}"
    raw = judge_target(f"https://a.tisi.go.th/l/?n={number}")
    encoded = judge_target(f"https://a.tisi.go.th/l/?n={quote(number, safe='')}")
    assert raw == encoded
    assert str(raw.licence) == number
