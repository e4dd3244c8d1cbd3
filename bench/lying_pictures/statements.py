"""What is said on goods of where they may be sold, what was done to them and whose they are, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.lying_pictures.content import Pair
from bench.lying_pictures.helping import HARMLESS, lined, stated
from bench.lying_pictures.making import Kind, Maker

SAID: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "sold elsewhere only": (
        "goods for export, not for sale in Thailand",
        ("สำหรับส่งออกเท่านั้น ห้ามจำหน่ายในประเทศไทย", "For export only. Not for sale in Thailand", "เฉพาะตลาดเวียดนาม",
         "Domestic sale prohibited"), HARMLESS,
    ),
    "display piece": (
        "a dummy, a mock-up or a piece on display",
        ("เครื่องโชว์ ไม่มีไว้ขาย", "DUMMY UNIT", "สินค้าจำลองเพื่อจัดแสดง", "อุปกรณ์ประกอบฉาก", "MOCK-UP"), HARMLESS,
    ),
    "recalled batch": (
        "the batch was recalled",
        ("ประกาศเรียกคืน LOT 0001-0400", "RECALLED: lot 0001-0400", "สินค้ารุ่นนี้ถูกเรียกคืน 03/2568", "เรียกเก็บคืนจากท้องตลาด"),
        ("LOT 0001-0400", "Batch: lot 0001-0400", "บรรจุ 12 ชิ้น", "สินค้าใหม่ 03/2568"),
    ),
    "licence for one model only": (
        "the licence covers one model only",
        ("ใบอนุญาตครอบคลุมรุ่น PB-10 เท่านั้น", "เฉพาะรุ่น PB-10", "Licence valid for model PB-10 only"),
        ("รุ่น PB-10 สีขาว", "Model PB-10, white"),
    ),
    "packed by somebody else": (
        "a firm that repacked, changed or put the goods together",
        ("แบ่งบรรจุโดย ร้านโชคดีพาณิชย์", "บรรจุใหม่โดย หจก. เพิ่มพูน", "ดัดแปลงโดย ช่างนพ"),
        ("บรรจุ 1 ชิ้น พร้อมสาย", "Pack of one with cable"),
    ),
    "talk of a seller": (
        "a seller's message says that it is a copy",
        ("อันนี้งานก๊อปเกรด AAA นะคะ", "งานมิลเลอร์เทียบแท้ค่ะ", "ไม่ใช่ของศูนย์นะคะ"), ("สีขาว พร้อมสาย", "สินค้าใหม่ 1 ชิ้น"),
    ),
    "exhibit of a case": (
        "a tag of the police or of customs",
        ("ของกลางคดีที่ 12/2568", "อายัด 14 มี.ค. 68", "ศุลกากรยึด", "EVIDENCE No. 12"), ("ขนาด 12 นิ้ว", "BOX No. 12"),
    ),
    "denial over two lines": (
        "a denial parted between two lines",
        ("เครื่องหมายนี้มิ|ได้ออกโดย สมอ.", "ยังไม่ผ่านการ|ตรวจสอบ", "This mark is not|that of the maker"),
        ("โปรดอ่านคู่มือ|ก่อนใช้งาน", "Keep dry|Handle with care"),
    ),
    "picture from a page": (
        "a picture from a search, a catalogue or a shelf",
        ("รูปภาพอาจมีลิขสิทธิ์", "ภาพเพื่อการโฆษณาเท่านั้น", "Images may be subject to copyright",
         "สินค้าจริงอาจไม่มีเครื่องหมาย มอก.", "สินค้าไม่มี มอก. รอส่งคืน", "Illustration only"), HARMLESS,
    ),
    "ribbon across a corner": (
        "a ribbon says that the licence is over",
        ("ยกเลิกใบอนุญาต", "เลิกผลิต หมดอายุ", "DISQUALIFIED"), ("สินค้าใหม่", "ราคาพิเศษ", "NEW"),
    ),
}  # fmt: skip


def _of(said: Sequence[str], harmless: Sequence[str]) -> Callable[[Maker], Pair]:
    return lambda maker: stated(maker, said, harmless)


def year_elsewhere(maker: Maker) -> Pair:
    """The standard once more, in another edition."""
    row = maker.row()
    honest, year = maker.label(row), int(row.standard[-4:])
    lead = maker.turn(("ตามมาตรฐาน มอก. ", "มอก. "))
    other = f"{row.standard[:-4]}{year - maker.turn((3, 5, 7))}"
    return lined(honest, lead + other, lead + row.standard, other, 0.85)


def note_sign(maker: Maker) -> Pair:
    """A star behind the number refers to a note that limits it."""
    row = maker.row()
    honest, standard = maker.label(row, maker.one(("lq", "lf", "q"))), maker.standard(row)
    note = maker.turn(("ไม่รวมสายชาร์จ", "เฉพาะล็อตที่ผลิตก่อนปี 2566", "อยู่ระหว่างต่ออายุ", "excluding this model"))
    pair_ = lined(honest, f"* {note}", f"* {maker.one(HARMLESS)}", note, 0.9)
    (shown,) = pair_.lie
    lie = shown.labels[0].line("standard", text=standard + "*")
    return Pair((type(shown)((lie,)),), pair_.twin, note)


KINDS = (
    *(Kind(name, tells, _of(said, harmless)) for name, (tells, said, harmless) in SAID.items()),
    Kind("another edition elsewhere", "the standard once more, in another edition", year_elsewhere),
    Kind("star behind the number", "a star leads to a note that limits the number", note_sign),
)
