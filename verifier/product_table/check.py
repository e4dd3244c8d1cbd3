"""Rows of a shop's product table → verdicts with reasons, by the rules of a label; in order, on several processors.

The table says what a label would print; what a photo alone can show (the mark) is not asked for. A row that cannot be
understood whole never agrees. No row is lost: as many come out as went in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from multiprocessing import get_context

from verifier import messages
from verifier.domain import Finding, Outcome, Snapshot, StatementKind, Verdict, VerdictKind
from verifier.messages.listing import say
from verifier.messages.stock_advice import MEND_TABLE
from verifier.names.parse import in_thai
from verifier.product_table.columns import Columns
from verifier.product_table.row import Problem, Row, read_row
from verifier.protocols import Registry
from verifier.registry.catalogue import Catalogue
from verifier.registry.lookup import look_up
from verifier.registry.schema import holder_key
from verifier.registry.tables import Cells
from verifier.rules import WITHOUT_PHOTO, Case, judge
from verifier.rules.statements import may_be_named
from verifier.rules.verdict import WITHOUT_PHOTO as AGREEMENT
from verifier.rules.verdict import conclude

CHUNK_ROWS = 250
"""Rows that one worker takes at a time."""
CHUNKS_AHEAD = 8
"""Chunks that may be under way for each worker, so that a table of any length takes little memory."""
ABOUT_PHOTOS = frozenset(
    {
        *("move_closer", "hold_still", "more_light", "avoid_glare", "show_whole_label", "other_side"),
        *("show_licensee", "one_product_per_photo"),
    }
)
"""Advice that helps nobody who has no photo in hand."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One row: its line in the file, its cells as they were, and what follows from them.

    `findings` are those that are not a pass, the leading one first; `links` the licences that the row leads to, as
    (number, holder, state).
    """

    line: int
    cells: tuple[str, ...]
    verdict: VerdictKind
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    links: tuple[tuple[str, str, str], ...]
    advice: tuple[str, ...]

    def reasons(self, lang: str) -> list[str]:
        """Why, in sentences of `th` or `en`; for a row that agrees, what is worth knowing all the same."""
        bad = [
            f"{say(p.field, lang)}: {say(p.reason, lang)} ({p.cell})"
            if p.field
            else f"{say(p.reason, lang)} ({p.cell})"
            for p in self.problems
        ]
        return [*bad, *(messages.finding(finding, lang, of_row=True) for finding in self.findings)]


@dataclass(frozen=True, slots=True)
class Checker:
    """What all rows of a table are checked against."""

    registry: Registry | None
    catalogue: Catalogue
    columns: Columns
    today: date
    list_max_age_days: int

    @property
    def snapshot(self) -> Snapshot | None:
        """The list that rows are compared with."""
        return self.registry.snapshot if self.registry else None

    def check(self, line: int, cells: Cells) -> Checked:
        """The verdict on one row."""
        row = read_row(cells, self.columns, self.catalogue)
        problems = row.problems
        if len(cells) > len(self.columns.header):
            problems = (Problem("", "row.too_long", str(len(cells))), *problems)
        listing = look_up(row.claim, self.registry)
        case = Case(row.claim, listing, self.today, self.catalogue, row.category, self.list_max_age_days)
        problems += (*_other_firms(row, case), *_other_roles(row, case))
        findings = judge(case, WITHOUT_PHOTO)
        verdict = conclude(findings, (), AGREEMENT)
        kind = VerdictKind.CANNOT_TELL if problems and verdict.kind is VerdictKind.AGREES else verdict.kind
        return Checked(
            line,
            tuple(cells),
            kind,
            problems,
            _telling(findings, verdict),
            tuple((str(link.number), link.rows[0].holder, str(link.rows[0].status)) for link in case.links()),
            _advice(verdict, kind, problems),
        )


def _other_firms(row: Row, case: Case) -> tuple[Problem, ...]:
    """A problem where a row names several firms and not all are the licence's holder by a name that the list has."""
    firms = row.claim.holders
    names = {holder_key(name) for link in case.links() for licence in link.rows for name in licence.names}
    if len(firms) > 1 and any(holder_key(firm.value) not in names for firm in firms):
        return (Problem("holder", "cell.disagree", "; ".join(dict.fromkeys(firm.text for firm in firms))),)
    return ()


def _other_roles(row: Row, case: Case) -> Iterator[Problem]:
    """A problem for every firm in a role that it cannot have beside a licence which the row reaches.

    Shops put makers abroad beside licences of any type: a name in Latin letters in a column for makers is passed.
    """
    for seen in row.roles:
        abroad = seen.kind is StatementKind.MAKER and not in_thai(seen.value)
        if not abroad and any(not may_be_named(case, seen, link) for link in case.links()):
            yield Problem("", "cell.role_differs", seen.text)


def _telling(findings: Sequence[Finding], verdict: Verdict) -> tuple[Finding, ...]:
    """All findings but passes: the one that leads first, then what keeps the verdict down, then the rest."""
    rest = [f for f in findings if f.outcome is not Outcome.PASS]
    return tuple(sorted(rest, key=lambda f: (f != verdict.leading, f.outcome is not Outcome.FAIL, not f.required)))


def _advice(verdict: Verdict, kind: VerdictKind, problems: Sequence[Problem]) -> tuple[str, ...]:
    """What to do next about a row: where a cell was not understood, mend it, and first if nothing conflicts."""
    told = tuple(code for code in verdict.advice if code not in ABOUT_PHOTOS) if kind is verdict.kind else ()
    if not problems:
        return told
    return (*told, MEND_TABLE) if kind is VerdictKind.CONFLICTS else (MEND_TABLE, *told)


Make = Callable[[], Checker]
_checker: Checker | None = None  # of a worker process, set once when it starts


def check_rows(rows: Iterable[tuple[int, Cells]], make: Make, *, workers: int = 1) -> Iterator[Checked]:
    """Every row's verdict, in the order of the rows. `make`, which workers must be able to import, opens the list.

    An error of the list or of a worker is raised; what was yielded before it stays true.
    """
    if workers <= 1:
        checker = make()
        yield from (checker.check(line, cells) for line, cells in rows)
        return
    rows = iter(rows)
    first = list(islice(rows, CHUNK_ROWS))
    if len(first) < CHUNK_ROWS:
        yield from check_rows(first, make)
        return
    chunks = chain([first], iter(lambda: list(islice(rows, CHUNK_ROWS)), []))
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (make,)) as pool:
        under_way = [pool.submit(_check_chunk, chunk) for chunk in islice(chunks, CHUNKS_AHEAD * workers)]
        while under_way:
            yield from under_way.pop(0).result()
            under_way += [pool.submit(_check_chunk, chunk) for chunk in islice(chunks, 1)]


def _start(make: Make) -> None:
    global _checker  # noqa: PLW0603 - one checker a process
    _checker = make()


def _check_chunk(chunk: Sequence[tuple[int, Cells]]) -> list[Checked]:
    assert _checker is not None
    return [_checker.check(line, cells) for line, cells in chunk]
