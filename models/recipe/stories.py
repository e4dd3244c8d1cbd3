"""The twelve sample photos: what each label says, how it was photographed, and the verdict it deserves.

Every firm, brand, licence number and QR id here is made up; `samples/list.csv` knows them as such.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from models.recipe.camera import Shot
from models.recipe.label import Print
from models.recipe.sheet import Colour
from verifier.domain import MarkKind, VerdictKind

RING, BARE = MarkKind.COMPULSORY, MarkKind.VOLUNTARY
AGREES, CONFLICTS, CANNOT_TELL = VerdictKind.AGREES, VerdictKind.CONFLICTS, VerdictKind.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class Look:
    """Families of the display, body and number fonts, colours, layout, ground; see `label.Style` and `scene`."""

    fonts: tuple[str, str, str]
    paper: Colour = (250, 250, 248)
    ink: Colour = (24, 24, 26)
    band: Colour = (24, 84, 140)
    block: str = "under"
    mark_size: int = 190
    ground: str = "wood"
    ground_colour: Colour = (150, 108, 70)


@dataclass(frozen=True, slots=True)
class Story:
    """One sample. `standard`, `licence`, `holder`: normal forms of what is printed, None where nothing is.

    `leading`: code of the finding that decides the verdict, or the beginning of it; empty when all agrees.
    """

    name: str
    th: str
    en: str
    category: str
    verdict: VerdictKind
    leading: str
    print_: Print
    look: Look
    shot: Shot = field(default_factory=Shot)
    standard: str | None = None
    licence: str | None = None
    holder: str | None = None


STORIES = (
    Story(
        "01-power-bank", "พาวเวอร์แบงก์ที่ทุกอย่างตรงกัน: เลขใบอนุญาตพิมพ์ไว้และอยู่ใน QR",
        "An honest power bank: the licence number is printed and stands in the QR as well",
        "power_bank", AGREES, "",
        Print(
            "POWER NOVA", "แบตเตอรี่สำรองไฟฟ้า", "Power bank 10000 mAh",
            ("ความจุ 10,000 mAh / 37 Wh", "Input USB-C 5V 3A", "Output 5V 3A, 9V 2.22A",
             "ห้ามทิ้งลงในไฟหรือในน้ำ", "ผลิตในประเทศไทย"),
            RING, "มอก. 2879-2560", "ใบอนุญาตเลขที่ ท99901-901/2879", "บริษัท ตัวอย่างเพาเวอร์ จำกัด",
            "https://a.tisi.go.th/l/?n=ท99901-901/2879", "200000000101", ("plane", "flash", "weee", "ce"),
        ),
        Look(("Sawasdee", "Loma", "Garuda"), band=(20, 92, 150)),
        Shot(turn=-3, yaw=8, pitch=-5),
        "2879-2560", "ท99901-901/2879", "บริษัท ตัวอย่างเพาเวอร์ จำกัด",
    ),
    Story(
        "02-charger", "หัวชาร์จที่ทุกอย่างตรงกัน: มาตรฐานมีเล่ม รหัสใน QR อยู่ในรายการ",
        "An honest charger: a standard with a part, and a QR id that the list knows",
        "charger", AGREES, "",
        Print(
            "CHARGE NOVA", "อะแดปเตอร์ชาร์จเร็ว", "USB-C adapter",
            ("Model CD-20", "Input 100-240V~ 50/60Hz 0.6A", "Output 5V 3A, 9V 2.22A", "ใช้ภายในอาคารเท่านั้น",
             "นำเข้าจากต่างประเทศ"),
            RING, "มอก. 62368 เล่ม 1-2563", "ใบอนุญาตเลขที่ น99912-912/62368", "บริษัท ตัวอย่างอะแดปเตอร์ จำกัด",
            "https://appdb.tisi.go.th/Q/i.php?d=9990000002", "200000000202", ("house", "class2", "rohs", "fcc"),
        ),
        Look(("Umpush", "Garuda", "Loma"), band=(70, 70, 78), ground="cloth", ground_colour=(178, 170, 158)),
        Shot(turn=4, yaw=-9, pitch=4, light=(200.0, 0.3)),
        "62368 เล่ม 1-2563", "น99912-912/62368", "บริษัท ตัวอย่างอะแดปเตอร์ จำกัด",
    ),
    Story(
        "03-power-strip", "ชุดสายพ่วงพื้นดำพิมพ์ขาว ไม่พิมพ์เลขใบอนุญาต แต่รหัสใน QR อยู่ในรายการ",
        "Light print on a dark power strip: no licence number, but the list knows the id in the QR",
        "extension_cord", AGREES, "",
        Print(
            "STRIP NOVA", "ชุดสายพ่วง", "Cord extension set 4 outlets",
            ("250V~ 16A 3680W", "สายยาว 3 เมตร", "H05VV-F 3 x 1.5 mm²", "ห้ามใช้เกินพิกัด"),
            RING, "มอก. 2432-2555", None, "บริษัท ตัวอย่างสายพ่วง จำกัด",
            "https://appdb.tisi.go.th/Q/i.php?d=9990000003", "200000000303", ("house", "mk", "recycle"),
        ),
        Look(("Loma", "Umpush", "Loma"), (34, 35, 38), (238, 238, 236), (150, 24, 30), "beside",
             ground="stone", ground_colour=(190, 186, 180)),
        Shot(turn=2, yaw=5, pitch=8, light=(120.0, 0.2), exposure=1.02),
        "2432-2555", None, "บริษัท ตัวอย่างสายพ่วง จำกัด",
    ),
    Story(
        "04-helmet", "หมวกกันน็อกที่มีเพียงเลขมาตรฐานกับชื่อบริษัท ซึ่งตรงกับใบอนุญาตใบเดียว",
        "A helmet with nothing but standard number and firm, which fit exactly one licence",
        "helmet", AGREES, "",
        Print(
            "HELMET NOVA", "หมวกนิรภัยสำหรับผู้ใช้รถจักรยานยนต์", "Helmet",
            ("ขนาด L 58-60 cm", "ทำจากพลาสติก ABS", "ห้ามใช้หลังกระแทกแรง", "ผลิตในประเทศไทย"),
            RING, "มอก. 369-2557", None, "บริษัท ตัวอย่างหมวกนิรภัย จำกัด", None, "200000000404", ("recycle", "year"),
        ),
        Look(("Waree", "Waree", "Waree"), (244, 238, 220), (40, 30, 24), (36, 110, 62), "under", 230,
             "plain", (98, 112, 124)),
        Shot(turn=-5, yaw=-6, pitch=-6, bend=10),
        "369-2557", None, "บริษัท ตัวอย่างหมวกนิรภัย จำกัด",
    ),
    Story(
        "05-mask", "หน้ากากอนามัยกับเครื่องหมายทั่วไป (ไม่มีวงกลม) ที่ทุกอย่างตรงกัน",
        "An honest face mask with the voluntary mark, the diamond without a ring",
        "mask", AGREES, "",
        Print(
            "MASK NOVA", "หน้ากากอนามัยใช้ครั้งเดียว", "Face masks",
            ("บรรจุ 50 ชิ้น", "3-ply disposable mask", "กรองฝุ่นและละอองฝอย", "LOT 0001  EXP 12/2571"),
            BARE, "มอก. 2424-2565", "ใบอนุญาตเลขที่ ส99905-905/2424", "บริษัท ตัวอย่างหน้ากาก จำกัด",
            "https://appdb.tisi.go.th/Q/i.php?d=9990000005", "200000000505", ("fda", "recycle", "ce"),
        ),
        Look(("Laksaman", "Garuda", "Garuda"), band=(60, 150, 170), mark_size=220, ground_colour=(120, 84, 58)),
        Shot(turn=3, yaw=4, pitch=-7, light=(300.0, 0.3)),
        "2424-2565", "ส99905-905/2424", "บริษัท ตัวอย่างหน้ากาก จำกัด",
    ),
    Story(
        "06-hair-dryer-revoked", "เครื่องเป่าผมที่ใบอนุญาตถูกเพิกถอนแล้ว",
        "A hair dryer whose licence was revoked",
        "hair_dryer", CONFLICTS, "licence.revoked",
        Print(
            "DRYER NOVA", "เครื่องเป่าผม", "Hair dryer 1200 W",
            ("220V~ 50Hz 1200W", "Model HD-12", "ห้ามใช้ใกล้น้ำ", "ผลิตในประเทศไทย"),
            RING, "มอก. 60335 เล่ม 2(23)-2564", "ใบอนุญาตเลขที่ ท99906-906/60335", "บริษัท ตัวอย่างเครื่องเป่าผม จำกัด",
            "https://appdb.tisi.go.th/Q/i.php?d=9990000006", "200000000606", ("class2", "weee", "mk"),
        ),
        Look(("Kinnari", "Loma", "Loma"), (252, 240, 244), (60, 20, 40), (190, 60, 110), "under",
             ground="cloth", ground_colour=(206, 196, 190)),
        Shot(turn=-2, yaw=-7, pitch=6),
        "60335 เล่ม 2(23)-2564", "ท99906-906/60335", "บริษัท ตัวอย่างเครื่องเป่าผม จำกัด",
    ),
    Story(
        "07-charger-lookalike", "หัวชาร์จที่ QR ชี้ไปยังเว็บเลียนแบบ ถ่ายตะแคง 90 องศา",
        "A charger whose QR points at an imitation of the official site; photographed on its side",
        "charger", CONFLICTS, "code.lookalike",
        Print(
            "PLUG NOVA", "อะแดปเตอร์ชาร์จเร็ว", "USB-C adapter",
            ("Model PD-33", "Input 100-240V~ 50/60Hz 0.8A", "Output 5V 3A, 11V 3A", "ใช้ภายในอาคารเท่านั้น"),
            RING, "มอก. 62368 เล่ม 1-2563", "ใบอนุญาตเลขที่ น99912-912/62368", "บริษัท ตัวอย่างอะแดปเตอร์ จำกัด",
            "https://appdb.tisi.go.th.example.com/Q/i.php?d=9990000002", "200000000707", ("house", "led", "ce"),
        ),
        Look(("Garuda", "Umpush", "Garuda"), band=(12, 12, 14), ground="wood", ground_colour=(176, 140, 98)),
        Shot(size=(1200, 1600), turn=90, yaw=5, pitch=5),
        "62368 เล่ม 1-2563", "น99912-912/62368", "บริษัท ตัวอย่างอะแดปเตอร์ จำกัด",
    ),
    Story(
        "08-power-bank-borrowed", "พาวเวอร์แบงก์ที่ใช้เลขใบอนุญาตของน้ำมันเครื่อง",
        "A power bank that shows the licence number of an engine oil",
        "power_bank", CONFLICTS, "licence.other_standard",
        Print(
            "ENERGY NOVA", "แบตเตอรี่สำรองไฟฟ้า", "Power bank 20000 mAh",
            ("ความจุ 20,000 mAh / 74 Wh", "Input 5V 2A", "Output 5V 3A", "ผลิตในประเทศไทย"),
            RING, "มอก. 2879-2560", "ใบอนุญาตเลขที่ ท99908-908/1040", "บริษัท ตัวอย่างน้ำมันเครื่อง จำกัด",
            None, "200000000808", ("plane", "led", "flash"),
        ),
        Look(("Loma", "Waree", "Waree"), (240, 244, 250), (16, 26, 60), (40, 52, 120), "above", 210,
             "stone", (170, 172, 176)),
        Shot(turn=-4, yaw=9, pitch=2, shadow=0.25),
        "2879-2560", "ท99908-908/1040", "บริษัท ตัวอย่างน้ำมันเครื่อง จำกัด",
    ),
    Story(
        "09-mask-superseded", "หน้ากากอนามัยที่อ้างมาตรฐานฉบับเก่าปี 2562 ซึ่งฉบับปี 2565 ใช้แทนแล้ว",
        "A face mask that quotes the edition of 2562, which the edition of 2565 has replaced",
        "mask", CANNOT_TELL, "standard.superseded",
        Print(
            "OLD MASK NOVA", "หน้ากากอนามัย", "Face masks",
            ("บรรจุ 20 ชิ้น", "3-ply disposable mask", "ใช้ครั้งเดียวแล้วทิ้ง", "LOT 0002"),
            BARE, "มอก. 2424-2562", "ใบอนุญาตเลขที่ ส99909-909/2424", "บริษัท ตัวอย่างแมสก์ จำกัด",
            None, "200000000909", ("fda", "recycle"),
        ),
        Look(("Umpush", "Laksaman", "Umpush"), (246, 250, 246), (16, 60, 50), (40, 120, 96), "under", 220,
             "plain", (150, 156, 160)),
        Shot(turn=5, yaw=-4, pitch=-4),
        "2424-2562", "ส99909-909/2424", "บริษัท ตัวอย่างแมสก์ จำกัด",
    ),
    Story(
        "10-bulb-unlisted", "หลอดแอลอีดีที่เลขใบอนุญาตไม่มีในรายการ ทั้งที่รายการครอบคลุมมาตรฐานนี้",
        "An LED bulb with a licence number that is not on the list, though the list covers its standard",
        "led_lamp", CONFLICTS, "licence.not_listed",
        Print(
            "BULB NOVA", "หลอดแอลอีดี", "LED bulb 9 W",
            ("220V~ 50Hz 9W 900 lm", "ขั้ว E27  Daylight 6500K", "อายุใช้งาน 15,000 ชั่วโมง", "ห้ามใช้กับสวิตช์หรี่ไฟ"),
            RING, "มอก. 2780-2562", "ใบอนุญาตเลขที่ ท99910-910/2780", "บริษัท ตัวอย่างหลอดไฟ จำกัด",
            None, "200000001010", ("weee", "rohs", "house"),
        ),
        Look(("Sawasdee", "Garuda", "Loma"), (255, 250, 230), (30, 30, 30), (226, 120, 20), "beside",
             ground="wood", ground_colour=(96, 70, 50)),
        Shot(turn=1, yaw=6, pitch=-8, light=(20.0, 0.35)),
        "2780-2562", "ท99910-910/2780", "บริษัท ตัวอย่างหลอดไฟ จำกัด",
    ),
    Story(
        "11-power-bank-bare", "พาวเวอร์แบงก์ที่แสดงเครื่องหมายทั่วไป ทั้งที่เป็นมาตรฐานบังคับ",
        "A power bank with the voluntary mark, although its standard is compulsory",
        "power_bank", CONFLICTS, "mark.wrong_kind",
        Print(
            "VOLT NOVA", "แบตเตอรี่สำรองไฟฟ้า", "Power bank 5000 mAh",
            ("ความจุ 5,000 mAh / 18.5 Wh", "Input 5V 2A", "Output 5V 2A", "ผลิตในประเทศไทย"),
            BARE, "มอก. 2879-2560", None, "บริษัท ตัวอย่างโวลต์ จำกัด",
            "https://example.com/line/demo", "200000001111", ("plane", "pd", "fcc"),
        ),
        Look(("Waree", "Loma", "Garuda"), (236, 236, 240), (20, 20, 30), (96, 40, 130), "under", 210,
             "cloth", (110, 116, 134)),
        Shot(turn=-3, yaw=-5, pitch=-5, bend=14),
        "2879-2560", None, "บริษัท ตัวอย่างโวลต์ จำกัด",
    ),
    Story(
        "12-power-bank-unmarked", "พาวเวอร์แบงก์ที่ไม่มีเครื่องหมาย มีแต่เลขมาตรฐานเป็นเลขไทย",
        "A power bank without any mark, only the standard's number in Thai digits",
        "power_bank", CANNOT_TELL, "mark",
        Print(
            "NO MARK NOVA", "แบตเตอรี่สำรองไฟฟ้า", "Power bank 8000 mAh",
            ("ความจุ 8,000 mAh / 29.6 Wh", "Input 5V 2A", "Output 5V 2A", "ห้ามทิ้งลงในไฟหรือในน้ำ"),
            None, "มอก. ๒๘๗๙-๒๕๖๐", None, "ร้านตัวอย่างแบตเตอรี่", "https://example.com/shop/demo",
            "200000001212", ("mk", "year", "flash", "led"),
        ),
        Look(("Garuda", "Loma", "Loma"), (252, 252, 252), (24, 24, 26), (30, 140, 150), "under",
             ground="plain", ground_colour=(180, 160, 140)),
        Shot(turn=2, yaw=7, pitch=5),
        "2879-2560", None, "ร้านตัวอย่างแบตเตอรี่",
    ),
)  # fmt: skip
