"""Lines that say what no label of goods is known to say: how near to a number, and by how many looks at them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from verifier.domain import Reading, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import Fields
from verifier.extract.label_words import may_speak, unknown_latin
from verifier.extract.print_lines import Line, Statement, line_mean, numbers_of, statement_of
from verifier.extract.unexplained import UNKNOWN_MIN_CONFIDENCE, anywhere
from verifier.extract.weight import denies_weightily, says_more

ROLES = (StatementKind.LICENSEE, StatementKind.MAKER, StatementKind.IMPORTER, StatementKind.SELLER)
"""Roles in which a firm can be named."""
NEAR_HEIGHTS = 1.0
"""In lines this near to a number, in heights of it, every word counts that nobody knows, further off those of weight.
"""
SIGN_SIDES = 0.15
"""So does every word in lines this near to a mark or a code of TISI's, in sides of it: it is of the mark."""
MIN_LOOKS, WHOLE_LINE = 4, 0.97
"""Looks at a line from which on most of them decide whether its words are known; shorter boxes show less of it."""
PIECE = 0.66
"""Share of a line's longest box below which a look shows a piece of it."""
BRAND_HEIGHTS = 1.4
"""A brand's lettering is at least this many times as high as the highest number."""

_THAI = re.compile("[ก-ฮ]")


def unknown_words_of(
    line: Line, fields: Fields, said: Sequence[Statement], goes_on: Set[int], signs: Sequence[Quad] = ()
) -> Iterator[Statement]:
    """Words that are not known to describe goods, in a line of which nothing else was told but who is named.

    `said` is what else the line says; `goes_on` are ids of lines that a sentence about a mark may go on in, `signs`
    are where marks and TISI's codes stand.
    """
    if any(statement.kind not in ROLES for statement in said):
        return
    numbers = numbers_of(fields)
    highest = max((quad.height for quad, _, _ in numbers), default=math.inf)
    surest, large = _surest(line), line.quad.height >= BRAND_HEIGHTS * highest
    near = any(quad.distance(line.quad) <= NEAR_HEIGHTS * quad.height for quad, _, _ in numbers)
    near = near or any(sign.distance(line.quad) <= SIGN_SIDES * max(sign.width, sign.height) for sign in signs)
    near = near or (id(line) in goes_on and says_more(surest.text))
    if _outvoted(line, announces=bool(said), large=large, near=near):
        return
    doubtful = may_speak(surest.text) or unknown_latin(surest.text)
    others = (look for look in line.readings if look is not surest)
    looks = [look for look in others if doubtful or denies_weightily(look.text)]
    told = [(surest, anywhere(surest, announces=bool(said), large=large, near=near))]
    told += [(look, anywhere(look, announces=True, near=near)) for look in looks]
    for look, words in told:
        if words and (look is surest or _THAI.search(words)):
            yield replace(statement_of(StatementKind.WORDS, look, words), value=numbers[0][1] if numbers else "")
            return


def _surest(line: Line) -> Reading:
    """The surest look that shows two thirds of a line or more: a piece of it may be read better than the whole."""
    longest = max(reading.region.quad.width for reading in line.readings)
    return next(reading for reading in line.readings if reading.region.quad.width >= PIECE * longest)


def _outvoted(line: Line, *, announces: bool, large: bool, near: bool) -> bool:
    """Whether of the looks at the whole of a line, enough of them, fewer than half tell words that nobody knows.

    Looks that are not sure of their letters have no vote, and one that shows a denial of weight is not outvoted.
    """
    longest = max(reading.region.quad.width for reading in line.readings)
    whole = [reading for reading in line.readings if reading.region.quad.width >= WHOLE_LINE * longest]
    sure = [look for look in whole if line_mean(look) >= UNKNOWN_MIN_CONFIDENCE]
    if len(sure) < MIN_LOOKS or any(denies_weightily(look.text) for look in whole):
        return False
    return 2 * sum(bool(anywhere(look, announces=announces, large=large, near=near)) for look in sure) < len(sure)
