"""Other firms in the roles that bind a licence: licensee, maker, importer; the holder is shown elsewhere or not."""

from __future__ import annotations

from bench.lying_pictures.content import Line, Pair, pair
from bench.lying_pictures.making import STRANGERS, Kind, Maker

SELLS = ("จัดจำหน่ายโดย ", "ผู้จัดจำหน่าย ", "จำหน่ายโดย ", "Distributed by ")
FORMLESS = (
    "นายสมชาย ใจดี", "นางสาวมาลี มีทรัพย์", "ร้านสมบัติการไฟฟ้า", "โรงงานลุงแดง", "กลุ่มแม่บ้านหนองบัว",
    "คุณวิชัย รักงาน",
)  # fmt: skip
FOREIGN = (
    "Shenzhen Bright Technology", "Guangzhou Lianhe Electronics", "Dongguan Hongtai Plastic",
    "Ningbo Sunrise Appliance", "深圳市明亮科技", "Zhejiang Wanli Group",
)  # fmt: skip


def _role(maker: Maker, roles: tuple[str, ...], names: tuple[str, ...], types: str) -> Pair:
    """A stranger in a role; the holder stands as the seller, or only in what the code or number leads to."""
    row, role, name = maker.row(types=types), maker.turn(roles), maker.one(names)
    honest = maker.label(row, maker.one(("lq", "l", "q")))
    if maker.rng.random() < 0.6:
        honest = honest.plus(Line(maker.one(SELLS) + row.holder, "seller", 0.9))
    lie = honest.plus(Line(role + name, "firm", 0.9))
    twin = honest.plus(Line(role + row.holder, "firm", 0.9))
    return pair(lie, twin, role.strip(" :"))


def licensee(maker: Maker) -> Pair:
    return _role(maker, ("ผู้รับใบอนุญาต ", "ผู้ได้รับใบอนุญาต ", "ผู้รับใบอนุญาต : ", "Licensee: "), STRANGERS, "ทนส")


def maker_(maker: Maker) -> Pair:
    return _role(maker, ("ผลิตโดย ", "ผู้ผลิต ", "ผู้ผลิต : ", "Manufactured by "), STRANGERS, "ท")


def importer(maker: Maker) -> Pair:
    return _role(maker, ("นำเข้าโดย ", "ผู้นำเข้า ", "ผู้นำเข้า : ", "Imported by "), STRANGERS, "น")


def formless(maker: Maker) -> Pair:
    roles = ("ผลิตโดย ", "ผู้ผลิต ", "ผู้รับใบอนุญาต ", "ผู้ผลิต : ")
    return _role(maker, roles, FORMLESS, "ท")


def foreign(maker: Maker) -> Pair:
    return _role(maker, ("ผลิตโดย ", "Made by ", "Manufacturer: ", "Licensee: ", "ผู้รับใบอนุญาต "), FOREIGN, "ท")


def rival(maker: Maker) -> Pair:
    """The firm of the same standard with a similar name is named as licensee."""
    row = maker.row(lambda r: bool(r.rival))
    honest = maker.label(row, maker.one(("lq", "l", "q")))
    role = maker.turn(("ผู้รับใบอนุญาต ", "ผลิตโดย " if row.type == "ท" else "ผู้รับใบอนุญาต : "))
    return pair(
        honest.plus(Line(role + row.rival, "firm", 0.9)), honest.plus(Line(role + row.holder, "firm", 0.9)), row.rival
    )


def other_form(maker: Maker) -> Pair:
    """The holder's name as that of another legal person."""
    row = maker.row()
    stem = row.holder.removeprefix("บริษัท ").removesuffix(" จำกัด")
    name, said = maker.turn((
        ("partnership", f"ห้างหุ้นส่วนจำกัด {stem}"), ("sons", f"บริษัท {stem}แอนด์ซันส์ จำกัด"),
        ("2005", f"บริษัท {stem} (2005) จำกัด"), ("new", f"บริษัท {stem}ใหม่ จำกัด"), ("shop", f"ร้าน{stem}"),
        ("international", f"บริษัท {stem} อินเตอร์เนชั่นแนล จำกัด"),
    ))  # fmt: skip
    honest = maker.label(row, maker.one(("l", "q", "lq", "")))
    role = maker.one(("ผู้รับใบอนุญาต ", "ผู้รับใบอนุญาต : "))
    return pair(honest.plus(Line(role + said, "firm", 0.9)), honest.plus(Line(role + row.holder, "firm", 0.9)), name)


KINDS = (
    Kind("other licensee, holder sells", "a stranger is the licensee, the holder sells at best", licensee),
    Kind("other maker, holder sells", "a stranger makes what is licensed to the holder", maker_),
    Kind("other importer, holder sells", "a stranger imports what is licensed to the holder", importer),
    Kind("person without company form", "a person or shop in the licensee's or maker's role", formless),
    Kind("foreign maker", "a foreign firm makes what is licensed to a Thai maker", foreign),
    Kind("similar firm", "the firm with a similar name in the licensee's role", rival),
    Kind("other legal person", "the holder's name with another form or addition", other_form),
)
