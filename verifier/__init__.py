"""MokCheck: judge from photos of a product label whether what is printed on it agrees with the list of licences.

The face of the library: `build_verifier(Settings(list_path=…))` makes a `Verifier`, whose `verify` takes the bytes of
one product's photos and answers with a `Report`, which holds the `Verdict`. Each name is imported when it is first
asked for, so that `import verifier` loads no engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.build import build_verifier
    from verifier.domain import Report, Verdict
    from verifier.pipeline import Verifier
    from verifier.settings import Settings

__all__ = ["Report", "Settings", "Verdict", "Verifier", "build_verifier"]

if not TYPE_CHECKING:  # a type checker sees the imports above, and refuses every other name
    HOMES = {
        "Report": "verifier.domain",
        "Settings": "verifier.settings",
        "Verdict": "verifier.domain",
        "Verifier": "verifier.pipeline",
        "build_verifier": "verifier.build",
    }

    def __getattr__(name):
        """A name of the face, imported now and kept. Raises AttributeError for any other."""
        if name not in HOMES:
            raise AttributeError(f"module 'verifier' has no attribute {name!r}")
        globals()[name] = found = getattr(import_module(HOMES[name]), name)
        return found

    def __dir__():
        """What there is, the names that nobody has asked for yet too."""
        return sorted({*globals(), *__all__})
