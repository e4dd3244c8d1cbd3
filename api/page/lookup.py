"""A number that a person typed, looked up in the list and in the catalogue of standards."""

from __future__ import annotations

from typing import Any

from api.page.compare import compare
from verifier.errors import BadNumber
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard
from verifier.protocols import Registry
from verifier.registry.catalogue import Catalogue
from verifier.report.plain import licence_to_dict, snapshot_to_dict

LONGEST = 80
"""Characters of a number; longer texts are none."""


def looked_up(text: str, registry: Registry | None, catalogue: Catalogue) -> dict[str, Any]:
    """The values of `lookup.html` for a licence or a standard in any spelling. Raises BadNumber."""
    licence = parse_licence(text) if len(text) <= LONGEST else None
    if licence is not None:
        return _licence(licence, registry)
    standard = parse_standard(text) if len(text) <= LONGEST else None
    if standard is None:
        raise BadNumber(number=text[:LONGEST])
    return _standard(standard, registry, catalogue)


def _licence(number: LicenceNumber, registry: Registry | None) -> dict[str, Any]:
    if registry is None:
        return {"number": str(number), "snapshot": None}
    found = [licence_to_dict(row) for row in registry.by_licence(number)]
    near = [] if found else [near.licence for near in registry.neighbours(number)]
    return {
        "number": str(number),
        "licences": found,
        "near": [(licence_to_dict(row), compare(str(number), str(row.number))) for row in near],
        "snapshot": snapshot_to_dict(registry.snapshot),
    }


def _standard(number: StandardNumber, registry: Registry | None, catalogue: Catalogue) -> dict[str, Any]:
    editions = catalogue.editions(number)
    known = [facts for facts in editions if facts.number == number] or list(editions)
    return {
        "number": str(number),
        "standards": [
            {
                "number": str(facts.number),
                "title": {"th": facts.title_th, "en": facts.title_en or facts.title_th},
                "mark": "mark.compulsory" if facts.scheme == "compulsory" else "mark.voluntary",
                "product_standard": facts.product_standard,
                "successor": str(facts.successor) if facts.successor else None,
                "licences": len(registry.by_standard(facts.number)) if registry else None,
            }
            for facts in known
        ],
        "snapshot": snapshot_to_dict(registry.snapshot) if registry else None,
    }
