"""Whether a part says that a newer MokCheck made it: it is not called changed then, and who checks is told to update.

Nothing is believed of it for that: it passes no check, and what else is found wrong with the bundle is told as ever.
"""

from __future__ import annotations

import re
from typing import Any

from verifier.evidence.canonical import decode
from verifier.evidence.versions import program_version

NEWER = "form.newer"
"""Code of a part that says so (`messages.evidence`)."""
_MOST = 1_000_000
"""Above any version: a number of ten thousand digits is none."""
_PAYLOAD_TYPE = re.compile(r"(application/vnd\.mokcheck\.[a-z]+)\.v([1-9]\d{0,5})\+json")
_RELEASE = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")


def newer_form(data: bytes, kind: str, schema: int) -> str:
    """What says that these canonical bytes are of a newer form than `schema` of `kind`; empty where nothing does."""
    plain = _of_kind(data, kind)
    told, versions = plain.get("schema"), plain.get("versions")
    if type(told) is int and schema < told < _MOST:
        return f"{kind}, version {told}"
    made_by = versions.get("mokcheck") if isinstance(versions, dict) else None
    if not isinstance(made_by, str) or _numbers(made_by) <= _numbers(program_version()):
        return ""
    return f"MokCheck {made_by[:40]}"


def newer_envelope(data: bytes, kind: str, schema: int, payload_type: str) -> str:
    """The same of an envelope, which is newer too where the type of what it signs is."""
    if told := newer_form(data, kind, schema):
        return told
    theirs = _PAYLOAD_TYPE.fullmatch(str(_of_kind(data, kind).get("payload_type")))
    ours = _PAYLOAD_TYPE.fullmatch(payload_type)
    if theirs is None or ours is None or theirs[1] != ours[1]:
        return ""
    return theirs[0] if int(theirs[2]) > int(ours[2]) else ""


def _of_kind(data: bytes, kind: str) -> dict[str, Any]:
    """The object in these bytes where it says that it is of this kind, else an empty one."""
    try:
        plain = decode(data)
    except ValueError:
        return {}
    return plain if plain.get("kind") == kind else {}


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of a release (PEP 440), without what stands behind them; none of another text."""
    found = _RELEASE.match(version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()
