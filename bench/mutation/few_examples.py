"""A pytest plugin: properties are tried on few examples, so that a fault is judged in seconds."""

from __future__ import annotations

from hypothesis import settings

MOST_EXAMPLES = 10


def pytest_configure() -> None:
    """Bounds what the tests ask for themselves."""
    asked = settings.max_examples
    bounded = property(lambda self: min(MOST_EXAMPLES, asked.__get__(self)))
    type.__setattr__(settings, "max_examples", bounded)  # the class lets nobody else set anything
