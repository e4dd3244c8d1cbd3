"""CSV and JSON Lines. No cell of a CSV file is ever run: an apostrophe goes before what would be a formula."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from verifier.batch.results.columns import COLUMNS, MACHINE
from verifier.batch.results.rows import Line, Stock, sentence
from verifier.registry.cells import inert

SCHEMA = 1
"""Version of a line of JSON; keys are added, never renamed."""


def write_csv(stock: Stock, path: Path, lang: str) -> None:
    """One row a product, with a byte order mark, so that Excel takes it for the UTF-8 that it is."""
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(column.name for column in COLUMNS), *MACHINE, "day", "list"])
        of_list = _list(stock)
        for line in stock.lines():
            cells = [column.value(line, lang) for column in COLUMNS] + [value(line, lang) for value in MACHINE.values()]
            writer.writerow([inert(cell) for cell in (*cells, stock.day, of_list)])


def write_json_lines(stock: Stock, path: Path, lang: str) -> None:
    """One object a product, in both languages whatever `lang` is."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for line in stock.lines():
            file.write(json.dumps(plain(line, stock), ensure_ascii=False, allow_nan=False) + "\n")


def plain(line: Line, stock: Stock) -> dict[str, Any]:
    """A product as JSON-safe data."""
    outcome = line.outcome
    return {
        "schema": SCHEMA,
        "number": line.number,
        "key": line.key,
        "verdict": str(line.verdict),
        "photo_verdict": outcome["photo_verdict"],
        "row_verdict": outcome["row_verdict"],
        "seen_as": outcome["seen_as"],
        "product": line.facts,
        "line": line.line,
        "grouped_by": line.grouped_by,
        "category": outcome["category"],
        "findings": [
            {**finding, "message": {lang: sentence(finding, lang) for lang in ("th", "en")}}
            for finding in line.findings
        ],
        "claim": {
            name: outcome[name]
            for name in ("marks", "standards", "licences", "holders", "codes", "qr", "gtins", "challenged")
        },
        "licences": [dict(zip(("licence", "holder", "status"), link, strict=True)) for link in outcome["links"]],
        "advice": {lang: line.advice(lang) for lang in ("th", "en")},
        "photos": [{"file": name, "sha256": sha256 or None} for name, sha256 in line.photos],
        "day": stock.day,
        "list": stock.list,
    }


def _list(stock: Stock) -> str:
    return f"{stock.list['date']} {stock.list['id']}" if stock.list else ""
