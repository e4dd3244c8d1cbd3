import random
import re
import string
from collections import Counter
from urllib.parse import quote

import ada_url
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.support.cases import case, claim, code, firm, mark, number, row, standard
from tests.support.disguises import disguised
from tests.support.honest_codes import honest_payloads
from verifier.domain import LicenceStatus, Outcome, SeenCode, TargetKind, VerdictKind
from verifier.links.official import official_links
from verifier.links.target import judge_target
from verifier.rules import Case, judge
from verifier.rules.verdict import conclude

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


# ---- what speaks against a label, however it is dressed -----------------------------------------------------------

SEED, DISGUISES = 20261129, 500
OTHER = row("ท8821-57/2879", qr_id="888000111", holder="บริษัท ขายส่งทั่วไทย จำกัด")
REVOKED = row("ท3131-22/62368", "62368 เล่ม 2-2563", qr_id="999000111", status=LicenceStatus.REVOKED)
ROWS = (row(), OTHER, REVOKED)
AGAINST = (
    *(f"https://appdb.tisi.go.th/Q/i.php?d={listed.qr_id}" for listed in (OTHER, REVOKED)),
    *(f"https://a.tisi.go.th/l/?n={listed.number}" for listed in (OTHER, REVOKED)),
    *(str(listed.number) for listed in (OTHER, REVOKED)),
    f"ใบอนุญาต {REVOKED.number}",
    f"มอก. {REVOKED.standard} เลขที่ใบอนุญาต {REVOKED.number}",
)
EXACT = re.compile(
    r"[ \t\r\n]*https?://(appdb\.tisi\.go\.th/Q/i\.php\?d=[0-9]{8,10}|a\.tisi\.go\.th/l/\?n=[^\s&#+]{6,120}"
    r"|www3\.tisi\.go\.th/scope/scope\.asp\?no=[0-9]{1,10})[ \t\r\n]*",
    re.ASCII,
)
"""The three forms written out once more, scheme and host in lower case."""


def lower_host(payload: str) -> str:
    return re.sub(r"^([ \t\r\n]*)([A-Za-z]+://[A-Za-z0-9.]+)", lambda found: found[1] + found[2].lower(), payload)


def label_with(*codes: SeenCode) -> Case:
    return case(claim(codes=list(codes)), ROWS)


def test_no_disguise_is_official_and_none_lets_a_label_agree() -> None:
    chance, kinds = random.Random(SEED), Counter[TargetKind]()
    for _ in range(DISGUISES):
        payload = disguised(chance, chance.choice(AGAINST))
        added = code(payload)
        kinds[added.target.kind] += 1
        assert (added.target.kind is not TargetKind.OFFICIAL) or EXACT.fullmatch(lower_host(payload)), payload
        for codes in ((added,), (code(), added)):
            assert conclude(judge(label_with(*codes))).kind is not VerdictKind.AGREES, payload
    assert min(kinds[kind] for kind in (TargetKind.LOOKALIKE, TargetKind.OFFICIAL_OTHER, TargetKind.OTHER)) > 80


def test_the_bare_links_and_texts_do_not_let_a_label_agree_either() -> None:
    for payload in AGAINST:
        for codes in ((code(payload),), (code(), code(payload))):
            assert conclude(judge(label_with(*codes))).kind is not VerdictKind.AGREES, payload


def test_honest_codes_never_conflict_and_beside_the_official_one_the_label_still_agrees() -> None:
    payloads = honest_payloads()
    assert len(set(payloads)) == len(payloads) > 250
    alone = Counter(conclude(judge(label_with(code(payload)))).kind for payload in payloads)
    beside = Counter(conclude(judge(label_with(code(), code(payload)))).kind for payload in payloads)
    assert beside == {VerdictKind.AGREES: len(payloads)}
    assert alone[VerdictKind.CONFLICTS] == 0
    assert alone[VerdictKind.CANNOT_TELL] == sum("bit.ly/" in p or "qrco.de/" in p for p in payloads)


def _browser_host(payload: str) -> str:
    """The site of a web link, as the WHATWG parser has it; empty for what is none."""
    try:
        url = ada_url.URL(payload)
    except (ValueError, UnicodeError):
        return ""
    return url.hostname.rstrip(".") if url.protocol in ("http:", "https:") else ""


@settings(max_examples=400, deadline=None)
@given(st.one_of(mutations(), st.builds(lambda chance: disguised(chance, chance.choice(AGAINST)), st.randoms())))
def test_whatever_a_browser_takes_to_tisi_is_not_passed_over(payload: str) -> None:
    if LINKS.owns(_browser_host(payload)):
        target = judge_target(payload)
        assert target.kind is not TargetKind.OTHER
        if target.kind is not TargetKind.OFFICIAL:
            outcomes = {f.outcome for f in judge(label_with(code(), code(payload))) if f.required}
            assert outcomes & {Outcome.UNKNOWN, Outcome.FAIL}


def _some(items: list[object]) -> st.SearchStrategy[list[object]]:
    return st.lists(st.sampled_from(items), max_size=2)


LABELS = st.builds(
    claim,
    marks=_some([mark(), mark(score=0.3), mark("voluntary"), mark(label=1)]),
    standards=_some([standard(), standard("62368 เล่ม 2-2563"), standard(certain=False)]),
    licences=_some([number(), number("ท8821-57/2879"), number(certain=False)]),
    holders=_some([firm(), firm(certain=False)]),
    codes=st.lists(st.sampled_from([code(), code("https://lin.ee/x"), code(AGAINST[0]), code("https://bit.ly/x")])),
) | st.builds(claim)
ANY_CODES = st.one_of(
    st.sampled_from(honest_payloads()),
    st.builds(lambda chance: disguised(chance, chance.choice(AGAINST)), st.randoms(use_true_random=False)),
    st.text(max_size=40),
).flatmap(lambda payload: st.builds(code, st.just(payload), label=st.sampled_from([0, 1])))


@settings(deadline=None, max_examples=200)
@given(LABELS, ANY_CODES)
def test_one_more_code_never_makes_a_label_agree_unless_it_is_official(seen: object, added: SeenCode) -> None:
    assume(added.target.kind is not TargetKind.OFFICIAL)
    before = case(seen, ROWS)
    after = case(claim(**{**_fields(seen), "codes": [*before.claim.codes, added]}), ROWS)
    if conclude(judge(after)).kind is VerdictKind.AGREES:
        assert conclude(judge(before)).kind is VerdictKind.AGREES
    settled = {evidence for finding in judge(after) for evidence in finding.evidence}
    assert settled >= {f"codes/{index}" for index in range(len(after.claim.codes))}


def _fields(seen: object) -> dict[str, object]:
    return {name: getattr(seen, name) for name in ("marks", "standards", "licences", "holders")}
