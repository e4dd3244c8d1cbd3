"""The check of a store: the chain of its trail, cases that are not as it says, files that are not what they were."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace

from verifier.cases import rows
from verifier.cases.store import CaseStore
from verifier.cases.trail import Chain, read_chain
from verifier.evidence.archive import Flaw


def audit(store: CaseStore, head: str | None = None) -> Chain:
    """The whole trail, and each flaw with the entry, case or file that has it; files only where the chain is whole.

    `head`: one that was noted earlier, and must be in the chain still. Raises StoreProblem.
    """
    with store.reading() as db:
        chain = read_chain(rows.entries(db), head)
        docs = {row[0]: bytes(row[1]) for row in db.execute("SELECT id, doc FROM cases ORDER BY id")}
        return chain if chain.flaws else replace(chain, flaws=tuple(_differences(store, chain, docs, db)))


def _differences(store: CaseStore, chain: Chain, docs: Mapping[str, bytes], db: sqlite3.Connection) -> Iterator[Flaw]:
    said = {entry.case: entry for entry in chain.entries if entry.sha256}
    yield from (
        Flaw("part.missing", f"case {case_id}")
        for case_id, entry in said.items()
        if entry.did != "delete" and case_id not in docs
    )
    wanted: set[str] = set()
    for case_id, data in docs.items():
        last = said.get(case_id)
        if last is None or last.did == "delete":
            yield Flaw("part.extra", f"case {case_id}")
        elif last.sha256 != hashlib.sha256(data).hexdigest():
            yield Flaw("part.changed", f"case {case_id}")
        else:
            case = rows.parse(data)
            wanted |= case.blobs
            if rows.beside(db, case_id) != rows.beside_of(case):
                yield Flaw("part.changed", f"index of case {case_id}")
            products = {product.id for product in case.products}
            for product_id in store.files.products_of_parts(case_id) - products:
                yield Flaw("part.extra", f"parts/{case_id}.{product_id}")
    for sha256 in sorted(wanted):
        if (sound := store.files.sound(sha256)) is not True:
            yield Flaw("part.missing" if sound is None else "part.changed", f"files/{sha256}")
    yield from (Flaw("part.extra", f"files/{sha256}") for sha256 in store.files.hashes() if sha256 not in wanted)
    yield from (Flaw("part.extra", f"parts/{case_id}") for case_id in store.files.cases_of_parts() - docs.keys())
