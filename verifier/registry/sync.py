"""Walking TISI's public look-up page standard by standard, into a folder from which a list can be built.

The folder holds one JSON file a standard (`pages/`), and, written anew after every walk, `licences.csv` in the columns
of `registry build` and `coverage.csv`: which standards were walked on which day, and whether every row of them was
understood. A walk that stops, for whatever reason, goes on where it was.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from verifier.domain import TargetKind
from verifier.errors import BadRequest
from verifier.links.target import judge_target
from verifier.numbers import LicenceNumber, StandardNumber, parse_standard
from verifier.registry.cells import link_of_qr_id
from verifier.registry.fetch import PoliteClient
from verifier.registry.public_page import PageRow, decode_page, licence_on_page, licences_of_standard

LOOK_UP_PAGE = "https://appdb.tisi.go.th/tis_dev/p4_license_report/p4license_report.php"
QR_PAGE = "https://appdb.tisi.go.th/Q/i.php"
COLUMNS = ("licence", "standard", "holder", "product", "status", "qr_id", "licence_type", "issued")


@dataclass(frozen=True, slots=True)
class Walked:
    """One standard's page as it was understood. `complete`: every row's licence number was understood."""

    standard: StandardNumber
    fetched: date
    rows: int
    complete: bool
    from_cache: bool


def walk(
    standards: Sequence[StandardNumber],
    folder: Path,
    client: PoliteClient,
    today: date,
    *,
    page: str = LOOK_UP_PAGE,
    max_age_days: int = 30,
) -> Iterator[Walked]:
    """Fetches each standard's page unless the folder holds one of at most `max_age_days`, yielding after each.

    Raises SourceUnreachable and UnexpectedPage at once: a layout that changed for one standard changed for all.
    """
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    for standard in standards:
        path = folder / "pages" / f"{_slug(standard)}.json"
        kept = _kept(path)
        if kept is not None and today - date.fromisoformat(kept["fetched"]) <= timedelta(days=max_age_days):
            yield _walked(kept, from_cache=True)
            continue
        data, charset = client.get(f"{page}?data=tis&txt_tis={quote(str(standard))}")
        rows = licences_of_standard(decode_page(data, charset), standard)
        record = {
            "standard": str(standard),
            "fetched": today.isoformat(),
            "sha256": hashlib.sha256(data).hexdigest(),
            "complete": all(row.number is not None for row in rows),
            "rows": [_json_row(row) for row in rows],
        }
        _write(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        yield _walked(record, from_cache=False)


def write_table(folder: Path) -> tuple[Path, Path]:
    """`licences.csv` and `coverage.csv` from all pages in the folder and `qr_ids.csv`; their paths."""
    qr_ids = {row["licence"]: row["qr_id"] for row in _rows_of(folder / "qr_ids.csv")}
    licences, coverage = [], []
    for path in sorted((folder / "pages").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        coverage.append([record["standard"], record["fetched"], len(record["rows"]), record["complete"]])
        for row in record["rows"]:
            licences.append([row.get(column) or "" for column in COLUMNS])
            licences[-1][COLUMNS.index("qr_id")] = qr_ids.get(row["licence"], "")
    table, covered = folder / "licences.csv", folder / "coverage.csv"
    _write_csv(table, COLUMNS, licences)
    _write_csv(covered, ("standard", "fetched", "rows", "complete"), coverage)
    return table, covered


def covered(folder: Path) -> tuple[list[StandardNumber], date | None]:
    """The standards walked completely, and the day of the oldest page: the day that a list made of them may bear."""
    standards, oldest = [], None
    for row in _rows_of(folder / "coverage.csv"):
        day = date.fromisoformat(row["fetched"])
        oldest = day if oldest is None else min(oldest, day)
        standard = parse_standard(row["standard"])
        if row["complete"] == "True" and standard is not None:
            standards.append(standard)
    return standards, oldest


def resolve_qr(
    links: Sequence[str], folder: Path, client: PoliteClient, today: date, *, page: str = QR_PAGE
) -> Iterator[tuple[str, LicenceNumber | None]]:
    """Opens the page behind each official QR link (or bare id) and keeps id → licence in `qr_ids.csv`.

    Yields each id with the licence its page names, None when it names none or several. Only ids and exactly official
    links are opened. Raises BadRequest for anything else, before the first page is asked for.
    """
    ids = [_qr_id(link) for link in links]
    folder.mkdir(parents=True, exist_ok=True)
    known = {row["qr_id"]: (row["licence"], row["resolved"]) for row in _rows_of(folder / "qr_ids.csv")}
    for qr_id in dict.fromkeys(ids):
        data, charset = client.get(f"{page}?d={qr_id}")
        licence = licence_on_page(decode_page(data, charset))
        if licence is not None:
            known[qr_id] = (str(licence), today.isoformat())
            rows = [[key, *value] for key, value in sorted(known.items())]
            _write_csv(folder / "qr_ids.csv", ("qr_id", "licence", "resolved"), rows)
        yield qr_id, licence


def _qr_id(link: str) -> str:
    target = judge_target(link_of_qr_id(link) or link)
    if target.kind is not TargetKind.OFFICIAL or target.qr_id is None:
        raise BadRequest(f"{link!r} is no official QR link with an id", link=link)
    return target.qr_id


def _json_row(row: PageRow) -> dict[str, str]:
    return {
        "licence": str(row.number) if row.number is not None else row.text,
        "standard": str(row.standard),
        "holder": row.holder,
        "product": row.title,
        "licence_type": row.type,
        "issued": row.issued.isoformat() if row.issued else "",
    }


def _walked(record: Mapping[str, Any], *, from_cache: bool) -> Walked:
    standard = parse_standard(record["standard"])
    assert standard is not None
    day = date.fromisoformat(record["fetched"])
    return Walked(standard, day, len(record["rows"]), record["complete"], from_cache)


def _kept(path: Path) -> dict[str, Any] | None:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        date.fromisoformat(record["fetched"])
        return record
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _slug(standard: StandardNumber) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in str(standard).replace("เล่ม", "part"))


def _rows_of(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    temporary = path.with_suffix(".part")
    with temporary.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    temporary.replace(path)


def _write(path: Path, text: str) -> None:
    temporary = path.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
