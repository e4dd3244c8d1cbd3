"""`python -m bench bundles [--quick] [--small] [--count=N] [--make=OUT] [--check=FILE]`: honest evidence passes.

Signed evidence bundles of drawn labels are made, one or several photos, framed or not, against four lists, as of 160
days, in four categories, by five keys, every tenth with a time stamp, and checked as `mokcheck report verify` does: all
must pass, and none with one bit flipped. `--make` writes them into one archive (.tar.xz), with the public keys and the
root of the stamps; `--check` checks such an archive, which another machine made, with no list, engine or network. 1,000
bundles, 40 with `--quick`; `--small` makes them of two drawings of 520 px, so that they can be kept with the tests.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.honest_bundles.archive import Parcel, place, read_parcel, write_parcel
from bench.honest_bundles.checking import check_all
from bench.honest_bundles.making import make_parcel

MANY, FEW, SHOWN = 1_000, 40, 20
LARGE, SMALL = {"samples": 12, "width_px": 900, "quality": 25}, {"samples": 2, "width_px": 520, "quality": 18}


def main(arguments: list[str]) -> int:
    """0 when every honest bundle passed and every one with a flipped bit was refused."""
    given = {name: value for name, _, value in (argument.partition("=") for argument in arguments)}
    if "--check" in given:
        return _check(read_parcel(Path(given["--check"])))
    quick = "--quick" in given
    drawings = SMALL if quick or "--small" in given else LARGE
    parcel = make_parcel(int(given.get("--count", FEW if quick else MANY)), **drawings)
    with tempfile.TemporaryDirectory(prefix="mokcheck-bundles-") as name:
        path = Path(given.get("--make") or Path(name) / "bundles.tar.xz")
        write_parcel(path, parcel)
        size_kb = path.stat().st_size / 1000
        print(f"Made {len(parcel.bundles)} bundles, {size_kb:,.0f} kB packed: {parcel.about['of them']}")
        return _check(read_parcel(path))


def _check(parcel: Parcel) -> int:
    about, result = parcel.about, check_all(parcel)
    print(f"Made {about['made']}: MokCheck {about['mokcheck']}, Python {about['python']}, {about['machine']}")
    here = place()
    print(f"Checked here: Python {here['python']}, {here['machine']}")
    print(f"{result.passed} of {result.bundles} passed, {len(result.refused)} refused; {dict(result.verdicts)}")
    print(f"worked out again: {result.recomputed}; time stamps that hold: {result.stamped} of {result.stamps}")
    print(f"with one bit flipped: {result.flipped} of {result.bundles} refused as changed")
    for name, reasons in result.refused[:SHOWN]:
        print(f"  {name}: {reasons}")
    print(f"floors: {'met' if result.holds else 'NOT met'}")
    return 0 if result.holds else 1
