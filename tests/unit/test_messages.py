import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from tests.support.cases import TODAY
from tests.support.findings import TABLE
from verifier import errors, messages
from verifier.domain import Finding, Outcome, VerdictKind
from verifier.messages import en, interface, listing, page, review, th
from verifier.rules import document, judge
from verifier.rules.book import book, say
from verifier.rules.verdict import AGREES_ADVICE, PHOTO_ADVICE

ROOT = Path(__file__).resolve().parents[2]
FIELD = re.compile(r"\{(\w+)\}")
THAI = re.compile(r"[ก-๙]")


def errors_below(kind: type[errors.MokCheckError]) -> Iterator[type[errors.MokCheckError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from errors_below(child)


def test_every_finding_has_words_in_both_languages_and_no_other_has() -> None:
    assert set(messages.sentences()) == set(book())
    assert all(set(words) == set(messages.LANGUAGES) for words in messages.sentences().values())


def test_every_advice_has_words_in_both_languages_and_is_given_by_something() -> None:
    given = {code for entry in book().values() for code in entry.advice} | {*AGREES_ADVICE, *PHOTO_ADVICE.values()}
    assert set(th.ADVICE) == set(en.ADVICE) == given


def test_every_error_has_a_title_and_advice_in_both_languages() -> None:
    for kind in errors_below(errors.MokCheckError):
        for lang in messages.LANGUAGES:
            title, advice = messages.error(kind(), lang)
            assert title and advice
    known = {kind.code for kind in errors_below(errors.MokCheckError)}
    assert set(th.ERRORS) == set(en.ERRORS) >= known


def test_every_verdict_has_words_in_both_languages() -> None:
    for kind in VerdictKind:
        assert THAI.search(messages.verdict(kind, "th"))
        assert not THAI.search(messages.verdict(kind, "en"))


def test_a_conflict_says_with_what_by_the_finding_that_leads_it() -> None:
    failing = {code for code, entry in book().items() if entry.outcome is Outcome.FAIL}
    assert set(messages.headlines()) == failing
    assert set(messages.headlines().values()) == set(th.HEADLINES) == set(en.HEADLINES)
    said = {code: messages.verdict(VerdictKind.CONFLICTS, "th", say(code)) for code in failing}
    assert said["licence.revoked"] == "ข้อมูลบนฉลากไม่ตรงกับทะเบียนใบอนุญาต"
    assert said["code.lookalike"] == "QR นี้ไม่ใช่ของ สมอ."
    assert said["mark.wrong_kind"] == "ข้อมูลบนฉลากไม่ตรงกันเอง"
    assert messages.verdict(VerdictKind.AGREES, "th", say("licence.revoked")) == th.VERDICTS["agrees"]


def test_both_languages_tell_the_same_facts() -> None:
    for code in book():
        fields = [
            {name.removesuffix("_th").removesuffix("_en") for name in FIELD.findall(messages.sentences()[code][lang])}
            for lang in messages.LANGUAGES
        ]
        assert fields[0] == fields[1], code


@pytest.mark.parametrize("name", TABLE)
def test_no_sentence_of_any_case_has_a_gap_that_its_rule_could_have_filled(name: str) -> None:
    for finding in judge(TABLE[name][0]):
        for lang, sentence in messages.sentences()[finding.code].items():
            told = {n for n, value in finding.params.items() if value not in (None, "")}
            missing = set(FIELD.findall(sentence)) - told
            assert missing <= {"from", "until"}, (finding.code, missing)
            assert not re.search(r"[{}]", messages.finding(finding, lang))


def test_nothing_promises_that_goods_are_genuine_or_safe() -> None:
    for lang, words in messages.LANGUAGES.items():
        said = [sentence[lang] for sentence in messages.sentences().values()]
        for sentence in (*said, *words.VERDICTS.values()):
            assert not re.search(r"ของแท้|ปลอดภัย|genuine|safe\b|authentic", sentence)


def test_days_are_told_in_the_buddhist_era_in_thai() -> None:
    revoked = next(f for f in judge(TABLE["licence.revoked"][0]) if f.code == "licence.revoked")
    assert messages.finding(revoked, "th") == "ใบอนุญาตเลขที่ ท7014-4/2879 ถูกเพิกถอนแล้ว ตามทะเบียนวันที่ 13 พ.ย. 2569"
    assert messages.finding(revoked, "en").endswith("according to the list of 13 Nov 2026.")
    assert messages.day(date(2026, 2, 1), "th") == "1 ก.พ. 2569"


def test_values_from_a_photo_are_shown_as_they_are() -> None:
    nasty = Finding("licence.listed", Outcome.PASS, params={"licence": "{date} {0} %s <b>", "date": TODAY.isoformat()})
    assert "{date} {0} %s <b>" in messages.finding(nasty, "en")


def test_a_finding_of_a_rule_from_elsewhere_is_shown_by_its_code() -> None:
    assert messages.finding(Finding("acme.extra", Outcome.WARN), "th") == "acme.extra"


def test_the_page_of_findings_is_up_to_date() -> None:
    written = (ROOT / "docs" / "reference" / "findings.md").read_text("utf-8")
    assert written == document.page(), "run: python -m verifier.rules.document --write"
    for code in book():
        assert f"### `{code}`" in written


def test_a_limit_is_told_as_a_number_where_it_is_known() -> None:
    known, unknown = errors.TooManyPhotos(limit=6), errors.TooManyPhotos()
    assert messages.error(known, "th")[1] == "ส่งเฉพาะรูปของสินค้าชิ้นเดียว ไม่เกิน 6 รูป"
    assert messages.error(known, "en")[1] == "Send photos of one product only, at most 6."
    assert all("{" not in messages.error(unknown, lang)[1] for lang in messages.LANGUAGES)


def test_what_is_said_of_a_row_speaks_of_no_label_and_tells_the_same_facts() -> None:
    known = messages.sentences()
    for code, words in messages.sentences_of_rows().items():
        assert words.keys() == known[code].keys() and words != known[code]
        for lang, text in words.items():
            assert set(FIELD.findall(text)) == set(FIELD.findall(known[code][lang])), code
            assert not re.search("ฉลาก|รูป|label|photo|print", FIELD.sub("", text)), code


def test_the_words_that_pages_choose_from_have_no_key_twice() -> None:
    catalogues = (page.WORDS, review.WORDS, listing.WORDS, interface.LABELS)
    shared = {key for one, other in combinations(catalogues, 2) for key in one.keys() & other.keys()}
    assert not shared, "the first one is shown in place of the other"
