"""Whether a misread text is a known phrase, and not that phrase with a word more: `ไร้มาตรฐาน` is no `ได้มาตรฐาน`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from verifier.extract.label_vocabulary import LATIN_WORD, NOT_AVAILABLE, latin_words, thai_words
from verifier.extract.word_places import look_alikes
from verifier.thai import fold_text, letters_of, normal_form

_DIALECT_NO = re.compile(r"บ่ ?(?=ได้|ผ่าน|มี|แม่น|แท้|ใช่|เป็น|ตรง|ถูก|รับ|มาตรฐาน|คุณภาพ|อนุญาต|ใบ|ตาม|ม ?\.? ?อ ?\.? ?ก)")


def speaks_of_more(text: str, bare: str, phrase: str) -> bool:
    """Whether a text holds a word that speaks of more than the phrase does: ไร้มาตรฐาน for ได้มาตรฐาน."""
    known = thai_words()
    if any(said in bare and said not in phrase for said in (*known.speaks.words, *known.states, *turning_words())):
        return True
    if denies_in_dialect(text):
        return True
    lower = fold_text(normal_form(text)).casefold()
    words = (word for word in LATIN_WORD.findall(lower) if word not in phrase)
    return NOT_AVAILABLE.search(lower) is not None or any(word in latin_words().speaks for word in words)


def denies_in_dialect(text: str) -> bool:
    """Whether a line says บ่, which is ไม่, of what goods are: without its tone mark it is a smudge."""
    return _DIALECT_NO.search(text) is not None


@cache
def turning_words() -> frozenset[str]:
    """Short words of Thai, squeezed, that turn a sentence round: รอมาตรฐาน is no ได้มาตรฐาน."""
    text = (resources.files("verifier") / "data" / "affirming_words.toml").read_text("utf-8")
    return frozenset(map(letters_of, tomllib.loads(text)["never"]))


def adds(bare: str, phrase: str) -> bool:
    """Whether two letters side by side are of no letter of the phrase: a word, where single ones are misread."""
    made_up = [
        edit.dest_pos
        for edit in Levenshtein.editops(phrase, bare)
        if edit.tag == "insert"
        or (edit.tag == "replace" and phrase[edit.src_pos] not in look_alikes().get(bare[edit.dest_pos], ""))
    ]
    return any(other - one == 1 for one, other in pairwise(made_up))
