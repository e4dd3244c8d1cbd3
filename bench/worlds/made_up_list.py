"""A made-up list of any size, with standards and licence types as frequent as in the open data."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

HEADER = ("licence", "standard", "holder", "product", "status", "qr_id", "licence_type", "issued", "trade_mark")
HOLDERS_PER_LICENCE = 0.27
"""About ten thousand holders for 37,075 licences (November 2025)."""
LICENCES_PER_BRAND = 8
STATES = (("active", 0.93), ("suspended", 0.02), ("cancelled", 0.04), ("revoked", 0.01))
STEMS = [
    "ไทย",
    "สยาม",
    "เอเชีย",
    "บางกอก",
    "ทรัพย์",
    "เจริญ",
    "รุ่งเรือง",
    "พัฒนา",
    "เทคโนโลยี",
    "อิเล็กทริค",
    "พลาสติก",
    "สตีล",
    "อินเตอร์",
    "โกลบอล",
    "พาวเวอร์",
    "ไลท์ติ้ง",
    "ซัพพลาย",
    "เทรดดิ้ง",
]


def rows(count: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """`count` rows with the columns `HEADER`; no two have one licence number. Equal seeds give equal rows."""
    rng = random.Random(seed)
    text = (resources.files("verifier") / "data" / "standards.csv").read_text("utf-8")
    kinds, weights = [], []
    for row in csv.DictReader(text.splitlines()):
        for letter, column in (("ท", "make"), ("น", "import"), ("ส", "display")):
            if int(row[column]):
                kinds.append((letter, row["standard"], row["title_th"]))
                weights.append(int(row[column]))
    holders = [_holder(rng, i) for i in range(max(1, int(count * HOLDERS_PER_LICENCE)))]
    states, shares = zip(*STATES, strict=True)
    brands = max(1, count // LICENCES_PER_BRAND)
    running: dict[str, int] = {}
    for i, (letter, standard, title) in enumerate(rng.choices(kinds, weights, k=count)):
        n = running[standard] = running.get(standard, 0) + 1
        family = standard.partition("-")[0].replace(" ", "")
        number = f"{letter}{rng.randrange(1, 99_999)}-{n % 99_999 + 1}/{family}"
        holder = holders[int(len(holders) * rng.random() ** 1.5)]
        qr_id = str(100_000_000 + i * 37) if rng.random() < 0.7 else ""
        day = f"{rng.randrange(1, 29):02}-{rng.randrange(1, 13):02}-{rng.randrange(2545, 2570)}"
        state = rng.choices(states, shares)[0]
        yield number, standard, holder, title, state, qr_id, letter, day, f"BRAND {i % brands}"


def _holder(rng: random.Random, index: int) -> str:
    return f"บริษัท {''.join(rng.sample(STEMS, 3))} {index} จำกัด"


def write(path: Path, count: int, seed: int = 1) -> None:
    """The same rows as a CSV file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(count, seed))
