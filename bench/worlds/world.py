"""A made-up list with the standards, licence types and their shares of the open data, and labels of its licences."""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

from bench.reading_errors.errors import Label
from bench.worlds.latin import latin
from bench.worlds.memory_registry import MemoryRegistry
from verifier.domain import Licence, LicenceStatus, MarkKind, Snapshot
from verifier.numbers import LicenceNumber, StandardNumber, parse_standard
from verifier.registry.catalogue import Catalogue
from verifier.rules.licences import SCHEME_OF_TYPE

TODAY = date(2026, 11, 23)
LISTED = date(2026, 11, 1)
QR, CARRYING = "https://appdb.tisi.go.th/Q/i.php?d=", "https://a.tisi.go.th/l/?n="
STEMS = (
    *("ไทย", "สยาม", "เอเชีย", "บางกอก", "ทรัพย์", "เจริญ", "รุ่งเรือง", "พัฒนา", "กิจ"),
    *("ชัย", "มงคล", "สิน", "ทวี", "วัฒนา", "ศรี", "เมือง", "ทอง", "เพชร"),
    *("นคร", "บูรพา", "อุดม", "สมบูรณ์", "เทคโนโลยี", "อิเล็กทริค", "พลาสติก", "สตีล", "ไลท์ติ้ง"),
    *("ซัพพลาย", "เทรดดิ้ง", "พาวเวอร์", "โกลบอล", "อินเตอร์", "มาสเตอร์", "ยูเนี่ยน", "แปซิฟิก", "ดิจิทัล"),
    *("สมาร์ท", "กรีน", "ธนา", "ธุรกิจ", "ภัณฑ์", "ผลิตภัณฑ์", "สหกิจ", "หลวง", "มหา"),
    *("ใจดี", "ใหม่", "ถาวร", "ภูมิ", "ผาสุก", "ขวัญ", "สุข", "อุษา", "ประดิษฐ์"),
    *("ฐานทอง", "เฉลิม", "ฉัตร", "น้ำทิพย์", "ก้าวนำ", "ฮวด", "เฮง", "ฝ้าย", "ฤทธิ์", "หนึ่ง"),
    *("พฤกษา", "กฤษฎา", "สึนามิ", "ไฮเทค", "ถนอม", "ผึ้งหลวง", "ลึกล้ำ", "โอฬาร", "มาฆะ"),
)
"""Among them every letter that firms are named with: what was never drawn was never counted."""
TAILS = ("", "", "", "กรุ๊ป", "อินดัสตรี", "(ประเทศไทย)", "อินเตอร์เนชั่นแนล", "เอ็นเตอร์ไพรส์")
LEADS = ("", "ผู้ผลิต : ", "ผลิตโดย ", "ผู้นำเข้า ", "นำเข้าและจัดจำหน่ายโดย ")
LATIN_LISTED = 0.5
"""Share of the firms of which the list has the Latin name."""
OLD_EDITIONS = ("2424-2562", "1561-2556", "1985-2549")


class World:
    """A list with the standards, licence types and their shares of the open data; equal seeds give equal worlds."""

    def __init__(self, seed: int, licences: int) -> None:
        self.rng = random.Random(seed)
        self.catalogue = Catalogue.load()
        self.firms = sorted({self.firm() for _ in range(licences // 3)})
        self.rows = [self._row(*kind, n) for n, kind in enumerate(self._kinds(licences))]
        self.rows += [self.pair(row) for row in self.rows if str(row.standard) == "2780-2562"]
        snapshot = Snapshot("made up", LISTED, frozenset({"all"}), len(self.rows), "made up")
        self.registry = MemoryRegistry(self.rows, snapshot)
        self.of_firm: dict[tuple[StandardNumber, str], list[Licence]] = defaultdict(list)
        for row in self.rows:
            self.of_firm[row.standard, row.holder].append(row)
        self.good = [r for r in self.rows if r.status is LicenceStatus.ACTIVE and self.is_current(r.standard)]
        self.in_force = Counter(r.standard for r in self.good)

    def is_current(self, standard: StandardNumber) -> bool:
        newest = self.catalogue.current(standard)
        return newest is not None and newest.number == standard

    def firm(self) -> str:
        """A firm's name of two or three common words."""
        words = self.rng.sample(STEMS, self.rng.choice((2, 2, 3)))
        return f"บริษัท {''.join(words)} {self.rng.choice(TAILS)}".strip() + " จำกัด"

    def _kinds(self, count: int) -> list[tuple[str, str]]:
        """Licence types and standards, as frequent as in the open data; those that stories need are never missing."""
        text = (resources.files("verifier") / "data" / "standards.csv").read_text("utf-8")
        kinds, weights = [], []
        for row in csv.DictReader(text.splitlines()):
            for letter, column in (("ท", "make"), ("น", "import"), ("ส", "display")):
                kinds.append((letter, row["standard"]))
                weights.append(float(row[column]))
        sure = [("ท", "2780-2562"), ("ท", "166-2549"), ("ส", "2424-2565")] * 20
        sure += [("ส" if number.startswith("2424") else "ท", number) for number in OLD_EDITIONS for _ in range(20)]
        return self.rng.choices(kinds, weights, k=count) + sure

    def _row(self, letter: str, standard: str, n: int) -> Licence:
        rng, edition = self.rng, parse_standard(standard)
        assert edition is not None
        own = str(edition.number) if edition.part is None or rng.random() < 0.7 else f"{edition.number}({edition.part})"
        seq = rng.randrange(1, 60_000 if letter == "น" else 9_999)
        office = rng.randrange(1, 12) if letter == "ท" and rng.random() < 0.15 else None
        state, first, last = LicenceStatus.ACTIVE, None, None
        chance = rng.random()
        if chance < 0.03:
            state = LicenceStatus.CANCELLED
        elif chance < 0.04:
            state = LicenceStatus.REVOKED
        elif chance < 0.06:
            state, first = LicenceStatus.SUSPENDED, TODAY - timedelta(rng.randrange(1, 60))
            last = TODAY + timedelta(rng.choice((-1, 30, 90)))
        elif chance < 0.08:
            state = LicenceStatus.UNSTATED
        qr_id = str(300_000_000 + 1009 * n) if rng.random() < 0.6 else None
        number = LicenceNumber(letter, seq, n % 9_000 + 1, own, office)
        holder = rng.choice(self.firms)
        listed = latin(holder) if random.Random(f"listed {holder}").random() < LATIN_LISTED else None
        return Licence(number, edition, holder, state, "", qr_id, None, None, first, last, holder_en=listed)

    def pair(self, row: Licence) -> Licence:
        """The licence for radio disturbance that a lamp's maker holds as well."""
        other = parse_standard("1955-2551")
        assert other is not None
        number = replace(row.number, seq=row.number.seq + 1, standard="1955", office=None)
        return replace(row, number=number, standard=other, qr_id=None)

    # ---- labels ---------------------------------------------------------------------------------------------------

    def pick(self, wanted: Callable[[Licence], bool] = lambda row: True) -> Licence:
        """A good licence of the list that is as wanted. Raises IndexError when there is none."""
        for _ in range(200):
            if wanted(row := self.rng.choice(self.good)):
                return row
        return self.rng.choice([row for row in self.good if wanted(row)])

    def label(self, row: Licence, licence: float = 0.35, holder: float = 0.75, code: float = 0.7) -> Label:
        """An honest label of a licence's product; what is not printed is left away by chance."""
        rng = self.rng
        codes = []
        if rng.random() < code:
            carrying = rng.random() < 0.3
            codes.append(
                f"{CARRYING}{row.number}" if carrying else QR + (row.qr_id or str(rng.randrange(10**8, 10**9)))
            )
        if rng.random() < 0.4:
            codes.append(rng.choice(["https://lin.ee/xYz", "https://www.example.com/", "8850000000012"]))
        return Label(
            marks=(mark_of(row),),
            standards=(str(row.standard),),
            licences=(str(row.number),) if rng.random() < licence else (),
            holders=(rng.choice(leads_for(row)) + row.holder,) if rng.random() < holder else (),
            codes=tuple(codes),
        )

    def leads_somewhere(self, row: Licence, label: Label) -> bool:
        """Whether something on the label leads to the licence."""
        by_code = any(c.startswith(CARRYING) or c == QR + (row.qr_id or "-") for c in label.codes)
        named = any(name in h for h in label.holders for name in row.names)
        by_firm = named and len(self.of_firm[row.standard, row.holder]) == 1
        return bool(label.licences) or by_code or by_firm

    def stranger(self, standard: StandardNumber) -> str:
        """A firm without any licence of the standard."""
        names = iter(self.firm, None)
        return next(name for name in names if (standard, name) not in self.of_firm)

    def unlisted(self, row: Licence) -> LicenceNumber:
        """A licence number of the same form and standard that is not in the list, nor near one that is."""
        while True:
            number = replace(row.number, seq=self.rng.randrange(1, 9_999), n=self.rng.randrange(1, 9_000), office=None)
            if not self.registry.by_licence(number) and not self.registry.neighbours(number):
                return number

    def categories(self, standard: StandardNumber) -> tuple[str, ...]:
        """Kinds of goods that may show a standard."""
        facts = self.catalogue.edition(standard)
        return facts.categories if facts else ()


def leads_for(row: Licence, leads: Sequence[str] = LEADS) -> list[str]:
    """Of what may stand before a holder's name what fits the licence: one to make (ท) is no importer's."""
    return [lead for lead in leads if row.number.type != "ท" or not ("นำเข้า" in lead or "Imported" in lead)]


def mark_of(row: Licence) -> MarkKind:
    """The mark that goes with a licence's type."""
    return MarkKind(SCHEME_OF_TYPE[row.number.type])
