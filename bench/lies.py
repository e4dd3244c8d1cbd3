"""`python -m bench lies [--quick] [--kind=NAME] [--each=N] [--twins=N] [--seed=N] [--keep] [--held-back[=SET]]`.

Label photos that lie, composed from our own drawing of the mark, the fonts of this machine and codes, are judged by the
product as it ships, each beside an honest twin: the same label in the same photo without the lie. `--kind` takes the
kinds in whose name NAME occurs, or the family of that name; `--each` so many pairs of a kind, of which every Nth has
its twin judged; `--pictures=FOLDER` writes every lie that is called `agrees`, and each twin that is called `conflicts`,
with its report; `--keep` keeps results in `.cache/lies` and goes on where an earlier run of the same seed and the same
code ended. `--held-back` runs kinds on which nothing is built, and them alone: the first set, or that of the name SET
(first, second, second-a, second-b, third, untold); `--quiet` tells the totals and nothing by kind.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bench.lying_pictures import judge, look, tally
from bench.lying_pictures.judge import Result
from bench.lying_pictures.kinds import FAMILIES
from bench.lying_pictures.making import Kind
from models.recipe.fonts import FontMissing

SEED = 20261129
EACH = 30
"""Pairs of each kind in the full mode."""
QUICK_KINDS, QUICK_TWINS = 2, 7
"""The quick mode is one small picture of every second kind, and the twin of every seventh of those."""
MOST_GREEN_LIES = 0
MOST_RED_TWINS = 0
MOST_ERRORS = 0
LEAST_GREEN_TWINS = 0.6
"""Share of the honest twins: a product that never answers would pass without it."""
KEPT = Path(".cache/lies")


def main(options: list[str]) -> int:
    """0 when no lie is green, no twin red, enough twins green and nothing failed; 64 for what there is not."""
    cv2.setNumThreads(1)
    given = {name: value for name, _, value in (option.partition("=") for option in options)}
    quick, families = "--quick" in given, FAMILIES
    if "--held-back" in given:
        from bench.lying_pictures import held_back  # noqa: PLC0415 - not looked at unless it is asked for

        name = given["--held-back"] or "first"
        if name not in held_back.SETS:
            print(f"no set {name}; there are: {', '.join(held_back.SETS)}", file=sys.stderr)
            return 64
        families = held_back.SETS[name]
    wanted = _wanted(families, given.get("--kind", ""))
    if not wanted:
        names = "; ".join(kind.name for kinds in families.values() for kind in kinds)
        print(f"no kind {given['--kind']}; there are: {names}", file=sys.stderr)
        return 64
    seed, each = int(given.get("--seed", SEED)), int(given.get("--each", 1 if quick else EACH))
    kinds = [kind for kinds in wanted.values() for kind in kinds]
    kinds = kinds[seed % QUICK_KINDS :: QUICK_KINDS] if quick and "--kind" not in given else kinds
    tasks = list(_tasks(kinds, each, int(given.get("--twins", QUICK_TWINS if quick else 1))))
    start = time.perf_counter()
    kept = _Kept(KEPT / f"{_fingerprint(seed, quick)}.jsonl") if "--keep" in given else _Kept(None)
    pictures = Path(given["--pictures"] or "out/lies") if "--pictures" in given else None
    undrawn: dict[str, str] = {}
    results = list(_run(tasks, seed, kept, pictures, undrawn, small=quick))
    quiet = "--quiet" in given
    if not quiet:
        print(tally.table(results, {family: [kind.name for kind in kinds] for family, kinds in wanted.items()}))
    for name, why in undrawn.items():
        print(f"not drawn: {name}: {why}")
    print(f"\n{len(results):,} pictures in {time.perf_counter() - start:.0f} s; seed {seed}; fonts {look.font_names()}")
    return _floors(results, quiet=quiet)


def _wanted(families: dict[str, tuple[Kind, ...]], name: str) -> dict[str, list[Kind]]:
    found = {f: [k for k in kinds if name in k.name or name == f] for f, kinds in families.items()}
    return {family: kinds for family, kinds in found.items() if kinds}


def _tasks(kinds: Sequence[Kind], each: int, twins: int) -> Iterator[tuple[Kind, int, bool]]:
    """Kind, number of the pair, and whether its twin is judged as well."""
    for index in range(each):
        for n, kind in enumerate(kinds):
            yield kind, index, (n + index) % twins == 0


def _run(
    tasks: Sequence[tuple[Kind, int, bool]],
    seed: int,
    kept: _Kept,
    pictures: Path | None,
    undrawn: dict[str, str],
    *,
    small: bool,
) -> Iterator[Result]:
    """All results; kinds for which this machine lacks a font go into `undrawn`, with what is lacking."""
    bar = (TextColumn("{task.description:36}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with judge.verifier() as verify, Progress(*bar, console=Console(stderr=True), transient=True) as progress:
        shown = progress.add_task("", total=len(tasks))
        for kind, index, twin in tasks:
            progress.update(shown, description=kind.name, advance=1)
            for lie in (True, False) if twin else (True,):
                known = kept.known(kind.name, index, lie)
                if known and not (pictures and known.missed):
                    yield known
                    continue
                made = judge.drawn(kind, index, seed, small=small)
                try:
                    result, report = judge.judged(verify, made, lie=lie)
                except FontMissing as error:
                    undrawn[kind.name] = str(error)
                    break
                kept.add(result)
                if pictures and result.missed:
                    judge.keep(pictures, result, made.photos(lie=lie), report)
                yield result


def _floors(results: Sequence[Result], *, quiet: bool) -> int:
    lies, twins = [r for r in results if r.lie], [r for r in results if not r.lie]
    lie, twin = tally.counts(lies), tally.counts(twins)
    errors = lie["error"] + twin["error"]
    print(f"lies called agrees: {tally.share(lie['green'], len(lies))}")
    print(f"lies called conflicts: {tally.share(lie['red'], len(lies))}")
    print(f"twins called conflicts: {tally.share(twin['red'], len(twins))}")
    print(f"twins called agrees: {tally.share(twin['green'], len(twins))}")
    if not quiet:
        print(f"twins held back by: {tally.causes(results)}")
    if lie["green"] and not quiet:
        print(f"called agrees, by variant:\n{tally.green_variants(results)}")
    for result in [r for r in results if r.answer == "error"][:10]:
        print(f"error: {result.kind} {result.index} {'lie' if result.lie else 'twin'}: {result.error}")
    met = lie["green"] <= MOST_GREEN_LIES and twin["red"] <= MOST_RED_TWINS and errors <= MOST_ERRORS
    met = met and twin["green"] >= LEAST_GREEN_TWINS * len(twins)
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


class _Kept:
    """Results of earlier runs, by kind, number and side; None keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path, self._known = path, dict[tuple[str, int, bool], Result]()
        if path and path.exists():
            for line in path.read_text("utf-8").splitlines():
                self._note(Result(**json.loads(line)))

    def known(self, kind: str, index: int, lie: bool) -> Result | None:
        return self._known.get((kind, index, lie))

    def add(self, result: Result) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(result.plain(), ensure_ascii=False) + "\n")
        self._note(result)

    def _note(self, result: Result) -> None:
        self._known[result.kind, result.index, result.lie] = result


def _fingerprint(seed: int, quick: bool) -> str:
    """A name for results: that of the seed, and of everything by which pictures are drawn and judged."""
    told = hashlib.sha256(f"{seed} {quick} {look.fingerprint()}".encode())
    for folder in ("verifier", "bench/lying_pictures", "models/recipe"):
        for path in sorted(p for p in Path(folder).rglob("*") if p.suffix in {".py", ".toml", ".csv", ".onnx", ".npz"}):
            told.update(path.as_posix().encode() + path.read_bytes())
    return told.hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
