"""Where a run stands, read from its ledger while it may be at work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from verifier.batch.ledger import Ledger, ledger_of
from verifier.domain import VerdictKind

MISSING = "SELECT count(*) FROM photos p WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.name = p.name)"
"""Counts photos that a manifest names and the source does not hold."""
VERDICTS = """
SELECT CASE WHEN json_extract(o.data, '$.verdict') = 'agrees' AND EXISTS (
    SELECT 1 FROM notes n WHERE n.place = i.place AND json_extract(n.data, '$.required')
) THEN 'cannot_tell' ELSE json_extract(o.data, '$.verdict') END AS kind, count(*)
FROM items i JOIN outcomes o ON o.key = i.key WHERE i.done = 1 GROUP BY kind
"""
"""Counts verdicts as results show them: what only the whole stock shows may keep a product from agreeing."""


def status_of(result: Path) -> dict[str, Any]:
    """Counts of photos, products and verdicts of the run behind a result. Raises FileMissing, LedgerProblem.

    `steps`: looks, second ones too, photos set aside and verdicts that are kept; it never falls, whatever looks.
    """
    ledger = Ledger.look_into(ledger_of(result))
    seen_by = ledger.noted("seen_by", "")
    looked = "SELECT count(*) FROM photos p WHERE EXISTS (SELECT 1 FROM {} WHERE {} = p.sha256 AND seen_by = ?)"
    facts: dict[str, Any] = {
        "finished": bool(ledger.noted("finished", False)),
        "day": ledger.noted("day", ""),
        "list": ledger.noted("list"),
        "photos": ledger.count("SELECT count(*) FROM photos"),
        "photos_looked_at": ledger.count(looked.format("sights", "sha256"), (seen_by,)),
        "photos_set_aside": ledger.count(looked.format("aside", "what"), (seen_by,)),
        "photos_missing": ledger.count(MISSING),
        "steps": sum(ledger.count(f"SELECT count(*) FROM {table}") for table in ("sights", "aside", "outcomes")),
        "products": ledger.count("SELECT count(*) FROM items"),
        "products_judged": ledger.count("SELECT count(*) FROM items WHERE done = 1"),
    }
    verdicts = dict(ledger.all(VERDICTS))
    facts["verdicts"] = {str(kind): verdicts.get(str(kind), 0) for kind in VerdictKind}
    ledger.close()
    return facts
