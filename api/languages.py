"""Which of the languages that we speak a client asks for."""

from __future__ import annotations

from verifier.report.plain import LANGUAGES


def spoken(tag: str | None) -> str | None:
    """The language of a tag such as `th`, `th-TH` or `EN_us` (RFC 5646), None for one that we do not speak."""
    language = (tag or "").replace("_", "-").partition("-")[0].strip().lower()
    return language if language in LANGUAGES else None
