"""What a person typed instead of taking a photo: a number, a link, a firm or a kind of goods, looked up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from api.page.compare import compare
from verifier.domain import Licence, TargetKind
from verifier.errors import BadNumber
from verifier.links.target import judge_target
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard
from verifier.protocols import Registry
from verifier.registry.catalogue import Catalogue, Category, StandardFacts, everyday
from verifier.registry.lookup import without_letter
from verifier.report.plain import licence_to_dict, snapshot_to_dict

LONGEST = 120
"""Characters of what is looked up; longer texts are none."""
QR_ID = re.compile(r"[0-9]{6,12}")
"""The id in an official QR link alone, as an answer quotes it; no standard has so many digits."""
FEWEST = 2
"""Letters of a firm or of goods, at least."""


def looked_up(text: str, registry: Registry | None, catalogue: Catalogue) -> dict[str, Any]:
    """The values of `lookup.html`. Raises BadNumber for a text that is too long to be looked up."""
    if not text or len(text) > LONGEST:
        raise BadNumber(number=text[:LONGEST])
    about = {"asked": text, "snapshot": snapshot_to_dict(registry.snapshot) if registry else None}
    found = _link(text, registry) or _number(text, registry, catalogue) or _in_words(text, registry, catalogue)
    return about | (found or {"nothing": True})


def _link(text: str, registry: Registry | None) -> dict[str, Any] | None:
    target = judge_target(text)
    if target.kind is TargetKind.LOOKALIKE:
        return {"lookalike": True}
    if target.licence is not None:
        return _licence(target.licence, registry)
    if target.qr_id is not None:
        return {"qr_id": target.qr_id, "licences": _rows(registry.by_qr_id(target.qr_id) if registry else ())}
    return None


def _number(text: str, registry: Registry | None, catalogue: Catalogue) -> dict[str, Any] | None:
    if (licence := parse_licence(text)) is not None:
        return _licence(licence, registry)
    if registry and (numbered := without_letter(text, registry)):
        return {"licences": _rows(numbered)}
    if registry and QR_ID.fullmatch(text.strip()) and (found := registry.by_qr_id(text.strip())):
        return {"licences": _rows(found)}
    standard = parse_standard(text)
    return None if standard is None else _standard(standard, registry, catalogue)


def _licence(number: LicenceNumber, registry: Registry | None) -> dict[str, Any]:
    if registry is None:
        return {"number": str(number)}
    found = registry.by_licence(number)
    near = [] if found else [near.licence for near in registry.neighbours(number)]
    return {
        "number": str(number),
        "licences": _rows(found),
        "near": [(licence_to_dict(row), compare(str(number), str(row.number))) for row in near],
    }


def _standard(number: StandardNumber, registry: Registry | None, catalogue: Catalogue) -> dict[str, Any]:
    editions = catalogue.editions(number)
    known = [facts for facts in editions if facts.number == number] or list(editions)
    parts = () if known or number.part is not None else catalogue.parts(number)
    told = [_facts(facts, registry) for facts in known or parts]
    return {"number": str(number), "standards": told, "parts": bool(parts)}


def _in_words(text: str, registry: Registry | None, catalogue: Catalogue) -> dict[str, Any] | None:
    """Kinds of goods, and firms whose name begins so; None when there are neither."""
    if len(text.strip()) < FEWEST:
        return None
    goods = [
        {
            "words": _called(category, text),
            "standards": [_facts(facts, None) for s in category.standards if (facts := catalogue.newest(s))],
        }
        for category in catalogue.categories_like(text)
    ]
    firms = _rows(registry.by_holder_start(text) if registry else ())
    found = {"other": other_schemes().get(everyday(text)), "goods": goods, "firms": firms}
    return found if any(found.values()) else None


def _called(category: Category, text: str) -> dict[str, str]:
    """What goods are called; with the word that a text is only part of, so that a cable is not called a charger."""
    th, en, wanted = category.words_th[0], category.words_en[0], everyday(text)
    words = (*category.words_th, *category.words_en)
    whole = wanted in map(everyday, words)
    found = next((word for word in words if wanted in everyday(word)), th)
    more = "" if whole or found in (th, en) else f" ({found})"
    return {"th": th + more, "en": en + more}


@cache
def other_schemes() -> Mapping[str, Mapping[str, str]]:
    """What to say of goods and services that carry no TIS licence, in both languages, by their everyday words."""
    text = resources.files("verifier").joinpath("data", "other_schemes.toml").read_text("utf-8")
    schemes = tomllib.loads(text).values()
    return {everyday(word): {"th": one["th"], "en": one["en"]} for one in schemes for word in one["words"]}


def _rows(found: Sequence[Licence]) -> list[dict[str, Any]]:
    return [licence_to_dict(row) for row in found]


def _facts(facts: StandardFacts, registry: Registry | None) -> dict[str, Any]:
    return {
        "number": str(facts.number),
        "title": {"th": facts.title_th, "en": facts.title_en or facts.title_th},
        "mark": "mark.compulsory" if facts.scheme == "compulsory" else "mark.voluntary",
        "product_standard": facts.product_standard,
        "successor": str(facts.successor) if facts.successor else None,
        "licences": len(registry.by_standard(facts.number)) if registry else None,
    }
