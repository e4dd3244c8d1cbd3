"""Checks each bundle of an archive as `mokcheck report verify` does, offline, and once more with a bit flipped.

The second check is there so that the first can fail: a check that passes anything would pass all honest ones as well.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.honest_bundles.archive import Parcel
from verifier.errors import EngineMissing
from verifier.evidence.archive import STAMP, unpack
from verifier.evidence.check import State, check
from verifier.evidence.signing import PublicKey, public_of
from verifier.evidence.stamp import roots_of


@dataclass(frozen=True, slots=True)
class Result:
    """How many of an archive's bundles passed. `refused`: name and reasons of each that did not.

    `recomputed`: verdicts that were worked out again; `stamped`: those whose time stamp was checked and passed;
    `stamps`: those that bear one. `flipped`: bundles refused as changed with one bit flipped, of all.
    """

    bundles: int
    passed: int
    recomputed: int
    stamped: int
    stamps: int
    flipped: int
    refused: tuple[tuple[str, str], ...]
    verdicts: tuple[tuple[str, int], ...]

    @property
    def holds(self) -> bool:
        """Whether every honest bundle passed and every changed one was found."""
        return self.bundles > 0 and self.passed == self.flipped == self.bundles


def check_all(parcel: Parcel, *, every: int = 1, seed: int = 0) -> Result:
    """Checks the bundles of an archive, or every second, third one. Raises EngineMissing without `cryptography`."""
    keys = [public_of(data) for data in parcel.keys.values()]
    try:
        roots = roots_of(parcel.roots) if parcel.roots else ()
    except EngineMissing:  # without the extra `stamp` a stamp is told as one that was not checked
        roots = ()
    names, rng = sorted(parcel.bundles)[::every], random.Random(seed)
    refused, verdicts, passed, recomputed, stamped, stamps, flipped = [], Counter[str](), 0, 0, 0, 0, 0
    for name in names:
        data = parcel.bundles[name]
        told, found = _told(data, keys, roots)
        if told:
            refused.append((name, told))
        else:
            passed += 1
            verdicts[found.record.report["verdict"]] += 1
        recomputed += bool(found.recomputed)
        stamps += STAMP in found.entries
        stamped += found.stamp is not None
        wrong = bytearray(data)
        wrong[rng.randrange(len(wrong))] ^= 1 << rng.randrange(8)
        flipped += check(bytes(wrong), keys).state is State.CHANGED
    told_verdicts = tuple(sorted(verdicts.items()))
    return Result(len(names), passed, recomputed, stamped, stamps, flipped, tuple(refused), told_verdicts)


def _told(data: bytes, keys: Sequence[PublicKey], roots: Sequence[Any]) -> tuple[str, Any]:
    """Why a bundle does not pass, empty where it does, and all that was found of it."""
    found = check(data, keys, roots if STAMP in unpack(data).entries else ())
    if found.state is State.WHOLE:
        return "", found
    return "; ".join(
        [f"{flaw.part}: {flaw.code} {flaw.detail}".rstrip() for flaw in found.flaws] + [*found.doubts]
    ), found
