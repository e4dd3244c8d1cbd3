"""A verifier without eyes: it judges what was seen before, starts at once, and cannot look at anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from verifier.errors import EngineMissing
from verifier.pipeline import Verifier
from verifier.registry.catalogue import Catalogue
from verifier.registry.open import open_registry
from verifier.rules import ALL_RULES
from verifier.settings import Settings


class Blind:
    """Takes the place of every engine that looks. Raises EngineMissing when it is asked."""

    version = "none"

    def _refuse(self, *_: Any) -> NoReturn:
        raise EngineMissing("this verifier judges what was seen before and looks at nothing")

    detect = find = read = challenge = _refuse


def build_blind(settings: Settings, versions: Mapping[str, str]) -> Verifier:
    """A verifier that only judges. `versions` are those of what saw. Raises what `open_registry` raises."""
    blind: Any = Blind()
    return Verifier(
        detector=blind,
        code_reader=blind,
        line_finder=blind,
        line_reader=blind,
        challenger=blind,
        registry=open_registry(settings.list_location) if settings.list_location else None,
        catalogue=Catalogue.load(),
        rules=ALL_RULES,
        settings=settings,
        versions=dict(versions),
    )
