"""The columns of a sheet, in one place for every kind of file: what people read first comes first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from verifier.batch.results.rows import Line, joined
from verifier.messages import stock as words
from verifier.messages.listing import say as list_say


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for programs (`mokcheck batch` never renames one), its width in characters, its value."""

    name: str
    width: int
    value: Callable[[Line, str], str]


def _fact(name: str) -> Callable[[Line, str], str]:
    return lambda line, lang: line.facts.get(name, "")


def _seen(name: str) -> Callable[[Line, str], str]:
    return lambda line, lang: joined(line.outcome[name])


def _link(at: int) -> Callable[[Line, str], str]:
    return lambda line, lang: "; ".join(dict.fromkeys(link[at] for link in line.outcome["links"]))


def _status(line: Line, lang: str) -> str:
    return "; ".join(dict.fromkeys(list_say(f"status.{link[2]}", lang) for link in line.outcome["links"]))


COLUMNS: tuple[Column, ...] = (
    Column("number", 6, lambda line, lang: str(line.number)),
    Column("result", 14, lambda line, lang: words.verdict(line.verdict, lang)),
    Column("name", 30, lambda line, lang: line.name),
    Column("sku", 14, _fact("sku")),
    Column("gtin", 16, lambda line, lang: line.gtin),
    Column("supplier", 22, _fact("supplier")),
    Column("received", 13, _fact("received")),
    Column("reasons", 60, lambda line, lang: "\n".join(line.reasons(lang))),
    Column("advice", 44, lambda line, lang: "\n".join(line.advice(lang))),
    Column("hints", 40, lambda line, lang: "\n".join(line.hints(lang))),
    Column("standards", 20, _seen("standards")),
    Column("licences", 22, _seen("licences")),
    Column("licence", 20, _link(0)),
    Column("licensee", 32, _link(1)),
    Column("status", 16, _status),
    Column("seen", 18, lambda line, lang: words.say(f"seen.{line.outcome['seen_as']}", lang)),
    Column("photos", 30, lambda line, lang: "\n".join(name for name, _ in line.photos)),
    Column("line", 8, lambda line, lang: str(line.line or "")),
)
"""What people read. The workbook puts a picture behind `result`."""

MACHINE: Mapping[str, Callable[[Line, str], str]] = MappingProxyType(
    {
        "verdict": lambda line, lang: str(line.verdict),
        "codes": lambda line, lang: " ".join(dict.fromkeys(finding["code"] for finding in line.findings)),
        "photo_verdict": lambda line, lang: line.outcome["photo_verdict"] or "",
        "row_verdict": lambda line, lang: line.outcome["row_verdict"] or "",
        "key": lambda line, lang: line.key,
        "grouped_by": lambda line, lang: line.grouped_by,
        "qr": _seen("qr"),
        "sha256": lambda line, lang: " ".join(sha256 for _, sha256 in line.photos if sha256),
    }
)
"""What programs ask for besides, in CSV and Parquet."""
