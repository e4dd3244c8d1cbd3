"""A list of licences in memory, with the look-ups of the real one: for benchmarks and tests over many claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from verifier.domain import Licence, NearMiss, Snapshot
from verifier.numbers import LicenceNumber, StandardNumber, confusions
from verifier.registry.holder_index import HolderIndex
from verifier.registry.queries import MAX_FOUND_FIRMS, rival_names
from verifier.registry.schema import bare, holder_key, word_key


class MemoryRegistry:
    """Answers like `SqliteRegistry`, from dictionaries."""

    def __init__(self, licences: Iterable[Licence], snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._by_number: dict[LicenceNumber, list[Licence]] = defaultdict(list)
        self._by_bare: dict[str, list[Licence]] = defaultdict(list)
        self._by_qr: dict[str, list[Licence]] = defaultdict(list)
        self._by_standard: dict[StandardNumber, list[Licence]] = defaultdict(list)
        self._by_holder: dict[tuple[StandardNumber, str], list[Licence]] = defaultdict(list)
        self._looks: dict[tuple[StandardNumber, str], list[Licence]] = defaultdict(list)
        self._indices: dict[StandardNumber, HolderIndex] = {}
        for row in licences:
            self._by_number[row.number].append(row)
            self._by_bare[bare(row.number)].append(row)
            if row.qr_id:
                self._by_qr[row.qr_id].append(row)
            for standard in {row.standard, row.standard.without_year()}:
                self._by_standard[standard].append(row)
                for key in dict.fromkeys(map(holder_key, row.names)):
                    self._by_holder[standard, key].append(row)
                for look in dict.fromkeys(word_key("holder", name) for name in row.names):
                    self._looks[standard, look].append(row)

    @property
    def snapshot(self) -> Snapshot:
        return self._snapshot

    def by_licence(self, number: LicenceNumber) -> Sequence[Licence]:
        return self._by_number.get(number, [])

    def by_qr_id(self, qr_id: str) -> Sequence[Licence]:
        return self._by_qr.get(qr_id, [])

    def by_standard(self, standard: StandardNumber) -> Sequence[Licence]:
        return self._by_standard.get(standard, [])

    def by_holder(self, standard: StandardNumber, holder: str) -> Sequence[Licence]:
        return self._by_holder.get((standard, holder_key(holder)), [])

    def rivals(self, standard: StandardNumber, holder: str) -> Sequence[str]:
        return rival_names(self._looks.get((standard, word_key("holder", holder)), []), holder)

    def holders(self, standard: StandardNumber) -> Sequence[str]:
        return sorted({name for row in self.by_standard(standard) for name in row.names})

    def holders_like(self, standard: StandardNumber, holder: str) -> Sequence[str]:
        if standard not in self._indices:
            self._indices[standard] = HolderIndex((word_key("holder", name), name) for name in self.holders(standard))
        return self._indices[standard].like(word_key("holder", holder))

    def by_holder_start(self, text: str) -> Sequence[Licence]:
        start = word_key("holder", text)
        rows = [row for rows in self._by_number.values() for row in rows]
        keys = ((row, [word_key("holder", name) for name in row.names]) for row in sorted(rows, key=repr))
        return [row for row, names in keys if start and any(key.startswith(start) for key in names)][:MAX_FOUND_FIRMS]

    def neighbours(self, number: LicenceNumber) -> Sequence[NearMiss]:
        names = {bare(number)} | {bare(other) for other in confusions(number)}
        found = [row for name in sorted(names) for row in self._by_bare.get(name, ()) if row.number != number]
        near = [NearMiss(row, number, int(bare(row.number) != bare(number))) for row in found]
        return sorted(near, key=lambda miss: (miss.distance, str(miss.licence.number)))[:10]
