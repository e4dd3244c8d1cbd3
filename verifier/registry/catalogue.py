"""The catalogue of standards: what is known of a standard apart from who holds a licence of it.

Facts are data in `verifier/data`: `standards.csv` (TISI open data, CC BY; see `standards_source.toml`),
`standards.toml` (dates, successors, transitions, with their sources), `categories.toml` (goods in everyday words).
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from verifier.numbers import StandardNumber
from verifier.thai import fold_text, normal_form

Scheme = Literal["compulsory", "voluntary"]
SCHEMES: Mapping[str, Scheme] = MappingProxyType({"บังคับ": "compulsory", "ทั่วไป": "voluntary"})
"""TISI's words for the two kinds of standard."""
FILES = ("standards.csv", "standards_source.toml", "standards.toml", "categories.toml")
NEARLY_SPELT = 0.75
"""`difflib` ratio from which on a word is taken for another one, spelt wrong."""
NORMAL_FORM = re.compile(r"(\d{1,5})(?:\((\d+)\))?(?: เล่ม (\d+)(?:\((\d+)\))?)?(?:-(\d{4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class StandardFacts:
    """What is known of one edition of a standard.

    `number` has a year, unless the entry stands for every edition of a number that is no product standard.
    `since`: the day the standard became compulsory, None when unknown or voluntary. `inferred`: the scheme is
    concluded from the licences that exist, not stated. `in_transition`: either mark is lawful.
    `product_standard` is false for guidelines and accreditation numbers, on which no product mark can rest.
    `categories`: keys of the catalogue.
    """

    number: StandardNumber
    title_th: str
    title_en: str
    scheme: Scheme
    since: date | None = None
    inferred: bool = True
    in_transition: bool = False
    product_standard: bool = True
    successor: StandardNumber | None = None
    predecessor: StandardNumber | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of goods: everyday words in Thai and English, and its standards (without year: any edition)."""

    key: str
    words_th: tuple[str, ...]
    words_en: tuple[str, ...]
    standards: tuple[StandardNumber, ...]

    def fits(self, standard: StandardNumber) -> bool:
        """Whether a whole product of this kind may show this standard, in any edition."""
        return standard.without_year() in self.standards


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All standards and categories, immutable; made by `Catalogue.load`. `date`: day of the open data."""

    date: date
    source: str
    categories: tuple[Category, ...]
    _by_number: Mapping[StandardNumber, StandardFacts] = field(repr=False)
    _editions: Mapping[StandardNumber, tuple[StandardFacts, ...]] = field(repr=False)
    _words: Mapping[str, Category] = field(repr=False)

    @classmethod
    def load(cls) -> Catalogue:
        """The catalogue that ships with the package."""
        data = resources.files("verifier") / "data"
        return cls.parse(*((data / name).read_text("utf-8") for name in FILES))

    @classmethod
    def parse(cls, standards_csv: str, source_toml: str, standards_toml: str, categories_toml: str) -> Catalogue:
        """A catalogue from the texts of its data files `FILES`. Raises ValueError or KeyError."""
        notes = tomllib.loads(standards_toml)
        categories = tuple(
            Category(key, tuple(entry["th"]), tuple(entry["en"]), tuple(map(_number, entry["standards"])))
            for key, entry in tomllib.loads(categories_toml).items()
        )
        facts = {entry.number: entry for entry in _entries(standards_csv, notes, categories)}
        editions: dict[StandardNumber, list[StandardFacts]] = defaultdict(list)
        for number in sorted(facts, key=lambda n: n.year or 0):
            editions[number.without_year()].append(facts[number])
        words = {everyday(w): c for c in reversed(categories) for w in (*c.words_th, *c.words_en, c.key)}
        source = tomllib.loads(source_toml)
        return cls(
            date=source["date"],
            source=f"{source['publisher']}, {source['licence']}",
            categories=categories,
            _by_number=MappingProxyType(facts),
            _editions=MappingProxyType({number: tuple(found) for number, found in editions.items()}),
            _words=MappingProxyType(words),
        )

    def __iter__(self) -> Iterator[StandardFacts]:
        return iter(self._by_number.values())

    def __len__(self) -> int:
        return len(self._by_number)

    def edition(self, standard: StandardNumber) -> StandardFacts | None:
        """The facts of exactly this edition, or the entry that stands for all of them; None when unknown."""
        return self._by_number.get(standard) or self._by_number.get(standard.without_year())

    def editions(self, standard: StandardNumber) -> tuple[StandardFacts, ...]:
        """Every known edition of this number and part, whatever the year, oldest first."""
        return self._editions.get(standard.without_year(), ())

    def parts(self, standard: StandardNumber) -> tuple[StandardFacts, ...]:
        """The newest edition of every part of this number, in the order of the parts."""
        found = (number for number in self._editions if number.number == standard.number and number.part is not None)
        return tuple(self._editions[number][-1] for number in sorted(found, key=lambda n: (n.part, n.subpart or 0)))

    def current(self, standard: StandardNumber) -> StandardFacts | None:
        """The newest known edition, followed through its successors; None when the number is unknown.

        It may be older than `standard`: the catalogue is dated and may not know of a newer edition yet.
        """
        facts = self.edition(standard)
        if facts is None or facts.successor is None:
            known = self.editions(standard)
            facts = known[-1] if known else None
        seen: set[StandardNumber] = set()
        while facts and facts.successor and facts.number not in seen:
            seen.add(facts.number)
            facts = self._by_number.get(facts.successor, facts)
        return facts

    def newest(self, standard: StandardNumber) -> StandardFacts | None:
        """The newest edition of this number and part that the catalogue knows."""
        editions = self.editions(standard)
        return editions[-1] if editions else None

    def is_compulsory(self, standard: StandardNumber) -> bool:
        """Whether the newest edition of this standard that the catalogue knows is compulsory."""
        newest = self.newest(standard)
        return newest is not None and newest.scheme == "compulsory"

    def categories_like(self, text: str, most: int = 5) -> list[Category]:
        """Categories of which an everyday word is this text, begins with it or holds it, the best first.

        Where there are none, those with a word that is spelt much like it (`difflib`): หมวกกันน๊อค for หมวกกันน็อก.
        """
        wanted = everyday(text)
        words = sorted(
            (word for word in self._words if wanted and wanted in word),
            key=lambda word: (word != wanted, not word.startswith(wanted), len(word)),
        )
        words = words or get_close_matches(wanted, self._words, most, NEARLY_SPELT)
        return list(dict.fromkeys(self._words[word] for word in words))[:most]

    def category(self, name: str) -> Category | None:
        """The category of this key or everyday word (Thai or English, any case); None when there is none."""
        return self._words.get(everyday(name))


def everyday(word: str) -> str:
    """A word as it is looked up: letter by letter, but for case, spaces and ways to write one look."""
    return fold_text(normal_form(" ".join(word.split()))).casefold()


def _number(text: str) -> StandardNumber:
    """A number in normal form, which is the only form the data files may use."""
    found = NORMAL_FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not the number of a standard in normal form")
    number, sub, part, subpart, year = (int(group) if group else None for group in found.groups())
    assert number is not None
    return StandardNumber(number, sub, part, subpart, year)


def _entries(table: str, notes: Mapping[str, Any], categories: tuple[Category, ...]) -> Iterator[StandardFacts]:
    """Every edition: the table first, the additions after it, each with what the notes say of it."""
    stated = {_number(number): since for number, since in notes["since"].items()}
    transition = {_number(number) for entry in notes["transition"] for number in entry["standards"]}
    after = {_number(entry["old"]): _number(entry["new"]) for entry in notes["successor"]}
    before = {new: old for old, new in after.items()}
    plain = [
        StandardFacts(
            _number(row["standard"]),
            row["title_th"],
            row["title_en"],
            SCHEMES[row["type"]],
        )
        for row in csv.DictReader(io.StringIO(table))
    ]
    plain += [
        StandardFacts(
            _number(entry["number"]),
            entry["title_th"],
            entry["title_en"],
            entry["scheme"],
            inferred=entry.get("inferred", False),
            product_standard=entry.get("product_standard", True),
        )
        for entry in notes["standard"]
    ]
    for facts in plain:
        number = facts.number
        yield replace(
            facts,
            since=stated.get(number),
            inferred=facts.inferred and number not in stated,
            in_transition=bool({number, number.without_year()} & transition),
            successor=after.get(number),
            predecessor=before.get(number),
            categories=tuple(c.key for c in categories if c.fits(number)),
        )
