"""Rules on the account: everything that the photo announces is settled, parsed or not.

Adding a statement to a claim never helps it to agree: each one is a pass without weight, or a required unknown.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType

from verifier.domain import Evidence, Finding, Licence, SeenHolder, SeenStatement, StatementKind
from verifier.names.match import likeness
from verifier.names.open_ends import may_be_begun
from verifier.names.parse import cut_off, in_thai, tidy
from verifier.numbers import parse_licence, parse_standard
from verifier.rules.book import say
from verifier.rules.case import SAME, Case, Link, numbered
from verifier.rules.holders import READ_BADLY, another_firms, names_holder
from verifier.rules.named_as import has_role
from verifier.rules.rule import Rule
from verifier.thai import EAST_ASIAN, letters_of

ROLES = frozenset(
    {StatementKind.LICENSEE, StatementKind.MAKER, StatementKind.IMPORTER, StatementKind.SELLER, StatementKind.NAMED}
)
GOODS_NAMED = frozenset({StatementKind.PART, StatementKind.WORDS})
"""Words beside a number that may be the name of the goods."""
OF_OTHER_RULES = frozenset({StatementKind.MADE_ON, StatementKind.MADE_IN, StatementKind.GOODS, StatementKind.VOLTAGE})
"""What rules of their own hold against licence and standard: `making`, `categories`, `scope`."""
IMPORT_TYPES = frozenset({"น", "นค"})
"""Licences to import: somebody else, abroad, makes the goods."""
BLOCK_SIDES = 2.5
"""A firm whose name is at most this many sides from the mark stands in the mark's own block, as the licensee's does."""

PLAIN = MappingProxyType(
    {
        StatementKind.STANDARD: "standard.unparsed",
        StatementKind.LICENCE: "licence.unparsed",
        StatementKind.DENIED: "words.denied",
        StatementKind.COMPARED: "words.compared",
        StatementKind.PENDING: "words.pending",
        StatementKind.EXPIRED: "words.expired",
        StatementKind.PART: "words.part",
        StatementKind.WORDS: "words.unexplained",
        StatementKind.ADDRESS: "link.printed",
        StatementKind.STRUCK: "number.struck_out",
        StatementKind.LETTER: "licence.letter_unsure",
        StatementKind.ABBREVIATION: "standard.word_unsure",
        StatementKind.UNREAD_PRINT: "print.unread",
        StatementKind.UNREAD_CODE: "code.unread",
        StatementKind.SIGN: "sign.denies",
        StatementKind.STRAY: "label.stray",
    }
)
"""What a statement that names no firm comes to, whatever else the label says."""
FOREIGN_MIN_LETTERS = 3
"""A maker abroad is named by letters that somebody can read; what is left of other writing names nobody."""
GOODS_MIN_LETTERS = 4
"""A shorter word names no goods."""
NEXT_LETTERS = 3
"""So many letters of what follows a word in a line must follow it in a title too."""
TEXT_LENGTH = 120
"""Characters of a line that a message quotes."""


def account(case: Case) -> Iterable[Finding]:
    """Every line that announces something, or qualifies a number, is settled by a finding."""
    for evidence, seen in numbered("statements", case.claim.statements):
        if seen.kind in ROLES:
            yield _role(case, evidence, seen)
        elif seen.kind in OF_OTHER_RULES:
            continue
        elif seen.kind in GOODS_NAMED and (_names_goods(case, seen) or _trade_mark(case, seen)):
            yield say("words.names_goods", evidence, text=seen.text[:TEXT_LENGTH], words=seen.words)
        else:
            words = {"text": seen.text[:TEXT_LENGTH], "words": seen.words, "value": seen.value}
            yield say(PLAIN[seen.kind], evidence, **words)


def _names_goods(case: Case, seen: SeenStatement) -> bool:
    """Whether the word beside a number is the name of the goods that its standard is for, as the title says."""
    licence = parse_licence(seen.value)
    standard = parse_standard(licence.standard if licence else seen.value)
    facts = [] if standard is None else [case.catalogue.edition(standard)]
    editions = [] if standard is None else case.catalogue.editions(standard)
    titles = [f"{f.title_th} {f.title_en}".casefold() for f in (*facts, *editions) if f is not None]
    words = seen.words.casefold().strip(" :.()-")
    if _names_none(words):
        return any(_of_title(seen.text, words, title) for title in titles)
    whole = re.compile(rf"(?<![a-z]){re.escape(words)}(?:e?s)?(?![a-z])")  # hold is no part of household
    return len(words) >= GOODS_MIN_LETTERS and any(whole.search(title) for title in titles)


def _of_title(text: str, words: str, title: str) -> bool:
    """Whether a line is a piece of a title, or holds words and what follows them as the title does: `ใช้กับก๊าซ`.

    One letter of what follows may be misread.
    """
    line, own, whole = letters_of(text), letters_of(words), letters_of(title)
    after = line.partition(own)[2][:NEXT_LETTERS]
    if len(after) < NEXT_LETTERS:
        return len(line) > len(own) and line in whole
    follows = (whole[found.end() : found.end() + NEXT_LETTERS] for found in re.finditer(re.escape(own), whole))
    return any(sum(map(str.__eq__, after, each)) >= NEXT_LETTERS - 1 for each in follows)


def _names_none(words: str) -> bool:
    """Whether words of a title limit or speak, and name no goods: then the whole line must be a piece of the title."""
    return any(word in _words_of_titles() for word in (words, *words.split()))


@cache
def _words_of_titles() -> frozenset[str]:
    text = (resources.files("verifier") / "data" / "title_words.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["names_none"])


def _trade_mark(case: Case, seen: SeenStatement) -> bool:
    """Whether words are the trade mark that the list has for a licence that the label leads to."""
    words = letters_of(seen.words)
    marks = [letters_of(row.trade_mark or "") for link in case.links() for row in link.rows]
    return seen.kind is StatementKind.WORDS and len(words) >= GOODS_MIN_LETTERS and any(words in mark for mark in marks)


def _role(case: Case, evidence: Evidence, seen: SeenStatement) -> Finding:
    """Whether the firm that is named in a role may have it, by the licences that the label reaches.

    The first look at a photo may have cut the name off: then the second one, without which nothing agrees, decides.
    """
    words = {"role": str(seen.kind), "printed": seen.value or seen.text[:TEXT_LENGTH]}
    awaited = not case.claim.challenged and (tidy(seen.value) is None or cut_off(seen.value))
    for link in () if awaited else case.links():  # the second look sees the whole line
        if not may_be_named(case, seen, link):
            return say("holder.role_differs", evidence, holder=link.rows[0].holder, licence=str(link.number), **words)
    return say("firm.named", evidence, **words)


def may_be_named(case: Case, seen: SeenStatement, link: Link) -> bool:
    """Whether a firm may be named so beside a licence.

    The holder may be everything; others may sell, or make the goods abroad, or own the factory that the list tells.
    """
    if seen.kind is StatementKind.SELLER or _alike(seen.value, link) >= READ_BADLY:
        return True
    if any(may_be_begun(seen.value, name) for name in link.rows[0].names) and names_holder(case, link):
        return True  # the line's end cut the name off, and it stands whole over two lines
    if seen.kind is not StatementKind.MAKER:
        return False
    if any(row.factory and likeness(seen.value, row.factory) >= READ_BADLY for row in link.rows):
        return True
    letters = len(letters_of(seen.value)) + len(EAST_ASIAN.findall(seen.value))
    abroad = letters >= FOREIGN_MIN_LETTERS and not in_thai(seen.value)
    return abroad and link.number.type in IMPORT_TYPES and not _only_sells(case, link)


def _only_sells(case: Case, link: Link) -> bool:
    """Whether the holder is named as a seller and in no other way."""
    statements = case.claim.statements
    sold = [s for s in statements if s.kind is StatementKind.SELLER and _alike(s.value, link) >= READ_BADLY]
    if not sold:
        return False
    if any(s.kind in ROLES and s not in sold and _alike(s.value, link) >= READ_BADLY for s in statements):
        return False
    own = [h for h in case.claim.holders if _alike(h.value, link) >= READ_BADLY]
    return all(any(_same_place(h, s) for s in sold) for h in own)


def _same_place(name: SeenHolder, line: SeenStatement) -> bool:
    inside = line.quad.contains(name.quad.centre) or name.quad.contains(line.quad.centre)
    return name.photo == line.photo and (inside or name.quad.distance(line.quad) <= line.quad.height)


def _named_there(name: SeenHolder, line: SeenStatement) -> bool:
    """Whether a name is the one to which a line gives a role: it stands in that line, or is what the line took over."""
    taken_over = likeness(name.value, line.value) >= SAME
    return _same_place(name, line) and (taken_over or line.quad.contains(name.quad.centre))


def _alike(name: str, link: Link) -> float:
    return max((likeness(name, its) for row in link.rows for its in row.names), default=0.0) if name else 0.0


def beside_mark(case: Case) -> Iterable[Finding]:
    """The firm in the mark's own block is the licensee by custom: another one there needs an explanation."""
    names = case.claim.holders
    places = [[names[index] for index in place] for place in case.claim.names_by_place()]
    roles = [s for s in case.claim.statements if s.kind in ROLES]
    for link in case.links():
        row = link.rows[0]
        own = [_sides_away(case, looks) for looks in places if not another_firms(looks, row)]
        for looks in places:
            away = _sides_away(case, looks)
            another = away < min(own, default=math.inf) or all(_comparable(seen, row) for seen in looks)
            in_a_role = any(map(has_role, looks)) or any(_named_there(seen, line) for seen in looks for line in roles)
            if away <= BLOCK_SIDES and another and not in_a_role and another_firms(looks, row):
                ids = [Evidence("holders", names.index(seen)) for seen in looks]
                printed = max(looks, key=lambda seen: seen.confidence).value
                yield say("holder.beside_mark", *ids, printed=printed, holder=row.holder, licence=str(link.number))


def _comparable(seen: SeenHolder, row: Licence) -> bool:
    """Whether a name is in the script of one of the holder's: another script's may be the holder's own name."""
    return any(in_thai(seen.value) == in_thai(name) for name in row.names)


def _sides_away(case: Case, looks: Sequence[SeenHolder]) -> float:
    """How many sides of the nearest mark of its photo a name stands away from it; infinite without a mark."""
    marks = [mark.quad for mark in case.claim.marks if mark.photo == looks[0].photo]
    away = (quad.distance(looks[0].quad) / max(quad.width, quad.height, 1.0) for quad in marks)
    return min(away, default=math.inf)


def challenged(case: Case) -> Iterable[Finding]:
    """All photos were looked at again for what speaks against agreement."""
    if case.claim.challenged:
        yield say("challenge.done", photos=case.claim.photos)


RULES: tuple[Rule, ...] = (account, beside_mark, challenged)
