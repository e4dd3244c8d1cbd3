"""`python -m bench mutants [--quick] [--seed=1] [--mutants=300] [--only=PART,…] [--out=FILE]`: what tests overlook.

Puts small faults into the judgement, one at a time, in a copy of the repository, and asks the tests that hold it:
an exchanged comparison, a condition left out or turned round, another threshold, a flag, a word or an entry less.
Every kind of fault is tried about as often as every other; equal seeds on equal code try equal faults. A fault that no
test notices survived. Floor: at most 8 % survive.

`bench/mutation/survivors.toml` says of survivors that were looked at why they do no harm. `--only` takes faults in
files whose path holds it, or one of several with commas between them; `--out` keeps a line of JSON a fault, and a later
run goes on from there.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from bench.mutation.judgement import mutants
from bench.mutation.mutant import Mutant, read
from bench.mutation.trial import Outcome, Workshop

ROOT = Path(__file__).resolve().parents[1]
KNOWN = Path(__file__).with_name("mutation") / "survivors.toml"
MOST_SURVIVORS = 0.08
QUICK = 6
MANY = 100
"""Faults from which on the share itself must be within the floor; of fewer, the low end of its 95 % interval."""


def main(arguments: list[str]) -> int:
    """0 when no more faults survive than allowed."""
    options = dict(argument.removeprefix("--").partition("=")[::2] for argument in arguments)
    wanted = int(options.get("mutants") or (QUICK if "quick" in options else 300))
    out = Path(options["out"]) if options.get("out") else None
    drawn = in_turn(mutants(ROOT), int(options.get("seed") or 1), options.get("only", ""))
    told = _told(out)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as home:
        workshop: Workshop | None = None
        for mutant in drawn:
            if sum(outcome.what != "stillborn" for outcome in outcomes) >= wanted:
                break
            outcome = told.get(_key(mutant))
            if outcome is None:
                workshop = workshop or Workshop(ROOT, Path(home))
                outcome = workshop.tried(mutant)
                _tell(outcome, out)
            outcomes.append(outcome)
    return report([outcome for outcome in outcomes if outcome.what != "stillborn"])


def in_turn(found: list[Mutant], seed: int, only: str = "") -> Iterator[Mutant]:
    """Mutants by chance, a fault of each kind in turn, and of each kind one in each room in turn."""
    kinds: dict[str, dict[str, list[Mutant]]] = defaultdict(lambda: defaultdict(list))
    for mutant in found:
        if any(part in mutant.file for part in only.split(",")):
            kinds[mutant.kind][_room(mutant.file)].append(mutant)
    rng = random.Random(seed)
    waiting = {kind: list(_room_by_room(rooms, rng)) for kind, rooms in sorted(kinds.items())}
    while waiting:
        for kind in list(waiting):
            yield waiting[kind].pop()
            if not waiting[kind]:
                del waiting[kind]


def _room(file: str) -> str:
    """The folder of a file; of a table, itself."""
    path = Path(file)
    return path.name if path.suffix == ".toml" else str(path.parent)


def _room_by_room(rooms: dict[str, list[Mutant]], rng: random.Random) -> Iterator[Mutant]:
    """The faults of one kind, mixed, one of each room in turn; the last first to be taken."""
    mixed = [rng.sample(found, len(found)) for _, found in sorted(rooms.items())]
    rng.shuffle(mixed)
    turns = [mutant for turn in zip_longest(*mixed) for mutant in turn if mutant is not None]
    return reversed(turns)


def report(outcomes: list[Outcome]) -> int:
    """Prints survivors with what is known of them, and shares by kind and file; 0 when the floor holds."""
    from bench.verdict import line, wilson  # noqa: PLC0415 - loads the judgement, of which no mutant may find anything loaded

    reasons = known()
    survivors = [outcome for outcome in outcomes if outcome.what == "survived"]
    unexplained = 0
    for outcome in survivors:
        mutant, source = outcome.mutant, read(ROOT, outcome.mutant.file)
        was, now = mutant.changed(source)
        why = reasons.get((mutant.file, was, now), "")
        unexplained += not why
        print(f"\n{mutant.file}:{mutant.line(source)}: {mutant.kind}\n{_marked('-', was)}\n{_marked('+', now)}")
        print(f"  {why or 'nobody has said yet why this does no harm'}")
    print()
    for what in ("kind", "file"):
        all_of = Counter(getattr(outcome.mutant, what) for outcome in outcomes)
        left = Counter(getattr(outcome.mutant, what) for outcome in survivors)
        print(f"by {what}: " + ", ".join(f"{name} {left[name]} of {n}" for name, n in sorted(all_of.items())))
    line("\nfaults that no test notices", len(survivors), len(outcomes))
    print(f"not explained in {KNOWN.name}: {unexplained}")
    share = len(survivors) / max(len(outcomes), 1)
    low, _ = wilson(len(survivors), len(outcomes))
    met = bool(outcomes) and (share if len(outcomes) >= MANY else low) <= MOST_SURVIVORS
    print("floors: " + ("met" if met else "NOT met"))
    return 0 if met else 1


def known() -> dict[tuple[str, str, str], str]:
    """Why survivors that were looked at do no harm, by file and by the lines as they were and as they are."""
    rows = tomllib.loads(KNOWN.read_text("utf-8")).get("survivor", [])
    return {(row["file"], row["was"], row["now"]): row["why"] for row in rows}


def _marked(mark: str, text: str) -> str:
    return "\n".join(f"  {mark} {line}" for line in text.splitlines())


def _key(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.file, *mutant.changed(read(ROOT, mutant.file))


def _tell(outcome: Outcome, out: Path | None) -> None:
    mark = {"survived": "S", "killed": ".", "stillborn": "-"}[outcome.what]
    print(mark, end="", flush=True)
    if out is not None:
        file, was, now = _key(outcome.mutant)
        kept = {
            "file": file,
            "kind": outcome.mutant.kind,
            "was": was,
            "now": now,
            "what": outcome.what,
            "by": outcome.by,
        }
        with out.open("a", encoding="utf-8") as home:
            home.write(json.dumps(kept | {"seconds": round(outcome.seconds, 1)}, ensure_ascii=False) + "\n")


def _told(out: Path | None) -> dict[tuple[str, str, str], Outcome]:
    """What an earlier run kept, for the faults that can still be made."""
    if out is None or not out.exists():
        return {}
    rows = [json.loads(row) for row in out.read_text("utf-8").splitlines()]
    kept = {(row["file"], row["was"], row["now"]): row for row in rows}
    return {
        key: Outcome(mutant, kept[key]["what"], kept[key]["by"], kept[key]["seconds"])
        for mutant in mutants(ROOT)
        if (key := _key(mutant)) in kept
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
