"""A report for people at a terminal: the verdict, why, all findings, what to do next, which list."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from verifier import messages
from verifier.cli import inert
from verifier.domain import Finding, Outcome, Report, Snapshot, VerdictKind
from verifier.messages.interface import label
from verifier.rules.verdict import notes

SIGNS = {
    Outcome.PASS: ("✓", "green"),
    Outcome.FAIL: ("✗", "red"),
    Outcome.WARN: ("!", "yellow"),
    Outcome.UNKNOWN: ("?", "yellow"),
}
BANNER = {
    VerdictKind.AGREES: Outcome.PASS,
    VerdictKind.CONFLICTS: Outcome.FAIL,
    VerdictKind.CANNOT_TELL: Outcome.UNKNOWN,
}


def show(report: Report, lang: str, console: Console | None = None) -> None:
    """Prints the report in `th` or `en` on standard output, in colour where that is a terminal.

    Texts from photo and list are printed as they are: never as markup, control characters made visible.
    """
    console = console or Console(highlight=False, emoji=False, markup=False)
    sign, colour = SIGNS[BANNER[report.verdict.kind]]
    console.print(
        Text(f"{sign} {messages.verdict(report.verdict.kind, lang, report.verdict.leading)}", style=f"bold {colour}")
    )
    if report.verdict.leading is not None:
        console.print(Text(f"{label('why', lang)}: {plain(messages.finding(report.verdict.leading, lang))}"))
    if report.findings:
        console.print(_table(report.findings, lang))
    if report.verdict.advice:
        console.print(Text(f"{label('next', lang)}:", style="bold"))
        for number, code in enumerate(report.verdict.advice, 1):
            console.print(Text(f"  {number}. {messages.advice(code, lang)}"))
    console.print(Text(f"{label('list', lang)}: {list_line(report.listing.snapshot, lang)}", style="dim"))
    console.print(Text(label("caveat", lang), style="dim"))


def list_line(snapshot: Snapshot | None, lang: str) -> str:
    """One line about the list: its date and what it covers, or that there is none."""
    if snapshot is None:
        return label("list.absent", lang)
    if snapshot.sample:
        covers = label("list.sample", lang)
    elif "all" in snapshot.covers:
        covers = label("list.covers_all", lang)
    elif snapshot.covers:
        covers = label("list.covers", lang).format(covers=", ".join(sorted(snapshot.covers)))
    else:
        covers = label("list.covers_none", lang)
    return plain(f"{label('list.dated', lang).format(date=messages.day(snapshot.date, lang))} · {covers}")


def plain(text: str) -> str:
    """The text with control characters (a code may hold any) shown as escapes, so that none reaches the terminal."""
    return inert(text)


def _outcome(finding: Finding, noted: Sequence[Finding], lang: str) -> tuple[str, str]:
    """Sign with words, and colour."""
    if finding in noted:
        return f"· {label('outcome.note', lang)}", ""
    sign, colour = SIGNS[finding.outcome]
    return f"{sign} {label(f'outcome.{finding.outcome}', lang)}", colour


def _table(findings: tuple[Finding, ...], lang: str) -> Table:
    table = Table(title=label("findings", lang), title_justify="left", show_edge=False, pad_edge=False)
    table.add_column(label("outcome", lang), no_wrap=True)
    table.add_column(label("finding", lang), overflow="fold")
    noted = notes(findings)
    rows = [(*_outcome(finding, noted, lang), plain(messages.finding(finding, lang))) for finding in findings]
    for told, colour, words in dict.fromkeys(rows):  # what was seen twice says the same twice
        table.add_row(Text(told, style=colour), Text(words))
    return table
