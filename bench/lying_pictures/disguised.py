"""Words that a reader of goods understands and a reader of letters may not: spelled otherwise, cut, set askew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from bench.lying_pictures import patches
from bench.lying_pictures.content import Label, Pair, pair
from bench.lying_pictures.helping import HARMLESS, apart, font, stated
from bench.lying_pictures.look import Look
from bench.lying_pictures.making import Kind, Maker, away, either, words
from bench.lying_pictures.patches import Patch
from models.recipe.words import clusters

Draw = Callable[[str], Callable[[Look], Patch]]
LEAST_EM = 28.0
"""Writing of this kind can be told from the twin's from about this type size on."""


def stacked(said: str) -> Callable[[Look], Patch]:
    """Letters one below the other, as on the edge of a package."""

    def make(look: Look) -> Patch:
        em = max(LEAST_EM, look.em)
        letters = [patches.text(c, look.display, em, look.ink) for c in clusters(said) if c.strip()]
        tight = [Patch(p.picture.crop(p.picture.getbbox())) for p in letters]
        return patches.column(tight, em * 0.35, 0.5)

    return make


def stair(said: str) -> Callable[[Look], Patch]:
    """Each letter a step lower than the one before."""

    def make(look: Look) -> Patch:
        em = max(LEAST_EM, look.em)
        letters = [patches.text(c, look.display, em, look.ink) for c in clusters(said) if c.strip()]
        placed = [(p, n * em * 0.95, n * em * 0.75) for n, p in enumerate(letters)]
        return patches.together(placed)

    return make


def askew(said: str) -> Callable[[Look], Patch]:
    """Each letter turned its own way, as cut out of a newspaper."""

    def make(look: Look) -> Patch:
        em, rng = max(LEAST_EM, look.em * 1.1), look.rng(21)
        letters = [patches.text(c, look.display, em, look.ink) for c in clusters(said) if c.strip()]
        turned = [p.turned(float(rng.uniform(12, 32)) * (-1) ** n) for n, p in enumerate(letters)]
        return patches.row(turned, em * 0.15, 0.5)

    return make


def squeezed(said: str) -> Callable[[Look], Patch]:
    """Letters three times as high as they should be."""

    def make(look: Look) -> Patch:
        piece = patches.text(said, look.display, max(LEAST_EM, look.em) * 2.4, look.ink).picture
        return Patch(piece.resize((max(8, piece.width // 3), piece.height)))

    return make


def upper_half(said: str) -> Callable[[Look], Patch]:
    """A line of which a fold hides the lower part."""

    def make(look: Look) -> Patch:
        piece = patches.text(said, look.display, max(LEAST_EM, look.em) * 1.2, look.ink).picture
        tight = piece.crop(piece.getbbox())
        return Patch(tight.crop((0, 0, tight.width, round(tight.height * 0.68))))

    return make


def dotted(said: str) -> Callable[[Look], Patch]:
    """A dot between every two letters."""
    return words(".".join(c for c in clusters(said) if c.strip()))


def in_dejavu(said: str) -> Callable[[Look], Patch]:
    """In a font that has the letters of many scripts."""
    return lambda look: patches.text(said, font("DejaVuSans.ttf"), max(26.0, look.em), look.ink)


def in_a_shape(said: str) -> Callable[[Look], Patch]:
    """One word in a disc or a ring, about as large as a mark."""

    def make(look: Look) -> Patch:
        side = round(max(70, look.mark * 0.8))
        ys, xs = np.mgrid[0:side, 0:side]
        away_ = np.hypot(xs - side / 2, ys - side / 2) / (side / 2)
        filled = look.rng(22).uniform() < 0.5
        ring = (away_ < 0.98) if filled else (away_ < 0.98) & (away_ > 0.86)
        shape = patches.of_mask(np.where(ring, 255, 0).astype(np.uint8), look.ink)
        text = patches.text(said, look.display, side * 0.42, look.paper if filled else look.ink).picture
        text = text.crop(text.getbbox())
        if text.width > side * 0.76:
            text = text.resize((round(side * 0.76), max(4, round(text.height * side * 0.76 / text.width))))
        return patches.together([(shape, 0, 0), (Patch(text), (side - text.width) / 2, (side - text.height) / 2)])

    return make


def framed(said: str) -> Callable[[Look], Patch]:
    """A rubber stamp: words in a frame, aslant."""

    def make(look: Look) -> Patch:
        text = patches.text(said, look.display, max(30.0, look.em * 1.3), look.pen).picture
        text, rim = text.crop(text.getbbox()), round(look.em * 0.3)
        mask = np.full((text.height + 2 * rim, text.width + 2 * rim), 255, np.uint8)
        line = max(3, round(look.em * 0.1))
        mask[line:-line, line:-line] = 0
        stamp = patches.together([(patches.of_mask(mask, look.pen), 0, 0), (Patch(text), rim, rim)])
        return stamp.turned(float(look.rng(23).uniform(-14, 14)))

    return make


def _kind(
    name: str, tells: str, draw: Draw, said: Sequence[str], harmless: Sequence[str], *, types: str = "ทนส"
) -> Kind:
    def make(maker: Maker) -> Pair:
        row, lie, true = maker.row(types=types), maker.turn(tuple(said)), maker.turn(tuple(harmless))
        return apart(maker.label(row), draw, lie, true, lie, least_em=LEAST_EM)

    return Kind(name, tells, make)


def _said(name: str, tells: str, said: Sequence[str], harmless: Sequence[str] = HARMLESS) -> Kind:
    return Kind(name, tells, lambda maker: stated(maker, said, harmless))


def word_before_mark(maker: Maker) -> Pair:
    """A word stands before the mark, so that both together deny; the twin has one that says nothing."""
    honest, said = maker.label(maker.row()), maker.turn(("ไม่มี", "ปลอม", "เลียนแบบ", "NO", "FAKE"))

    def with_word(word: str) -> Label:
        def alter(look: Look, block: Patch) -> Patch:
            piece = patches.text(word, look.display, look.em * 1.4, look.ink)
            x0, y0, _, y1 = block.part("mark")
            return patches.together([(block, 0, 0), (piece, x0 - piece.width - look.em * 0.4, (y0 + y1) / 2 - look.em)])

        return Label(honest.lines, honest.mark, honest.payload, alter=alter)

    return pair(with_word(said), with_word(maker.turn(("NEW", "ใหม่", "ECO"))), said)


def other_script(maker: Maker) -> Pair:
    """A denial in a script that is foreign to every reader; the twin has no such line."""
    honest = maker.label(maker.row())
    said = maker.turn((
        "منتج مقلد غير معتمد", "Μη εγκεκριμένο προϊόν", "არ არის დამოწმებული", "Չհաստատված ապրանք",
        "מוצר מזויף לא מאושר",
    ))  # fmt: skip
    return pair(honest.plus(away(in_dejavu(said), "near", 0.3, 4)), honest, said, LEAST_EM)


_STACKED = _kind(
    "stacked", "", stacked, ("ของปลอม", "ก๊อปเกรดเอ", "FAKE", "VOID"), ("ของขวัญ", "ประหยัดไฟ", "SAVE", "BEST")
)
_STAIR = _kind("stair", "", stair, ("ของปลอม", "ก๊อปเกรดเอ", "FAKE", "NOT OK"), ("ของขวัญ", "ประหยัดไฟ", "SAVE", "NEW"))
_DISC = _kind("disc", "", in_a_shape, ("ปลอม", "ยกเลิก", "VOID", "ก๊อป"), ("ใหม่", "LED", "ดี", "ECO"))
_STAMP = _kind(
    "stamp", "", framed, ("ผลทดสอบ: ไม่ผ่าน", "QC: FAIL", "ตก", "REJECTED"), ("ล็อต: 12", "QC: 12", "ใหม่", "LOT 12")
)
_LATIN = _said("Latin", "", ("KHONG PLOM", "mai phan mok", "ngan kop", "mai dai matrathan", "khong mai tae"))
_THAI = _said("Thai", "", ("เฟค", "เรพลิก้า", "รีเจ็กต์", "งานมิเรอร์", "เวอร์ชั่นก๊อปปี้"))
_ADDRESS = _said(
    "address", "", ("www.replica-bkk.com", "#ของปลอม", "fb.com/copygrade.aaa", "@ก๊อปเกรดเอ", "shop@mirror-fake.net"),
    ("www.example.com", "#ใหม่", "fb.com/example.shop", "@example", "shop@example.net"),
)  # fmt: skip
_MODEL = _said(
    "model", "", ("รุ่น COPY2", "Model FAKE01", "MODEL: REPLICA9", "รุ่น ก๊อป 1", "Type MIRROR5"),
    ("รุ่น KX2", "Model PB01", "MODEL: AX9", "รุ่น 1", "Type SX5"),
)  # fmt: skip
KINDS = (
    either("letters set one by one", "a denial from top to bottom, or down a stair", _STACKED, _STAIR),
    either("word in a shape", "one word in a disc or a ring, or in a stamp's frame", _DISC, _STAMP),
    either("denial in other letters", "Thai in Latin letters, English in Thai ones", _LATIN, _THAI),
    either("denial as a name", "an address or a model's name says what the goods are", _ADDRESS, _MODEL),
    _kind("maker in another language", "a maker in a European language or Vietnamese", in_dejavu,
          ("Hergestellt von: Falsch Elektronik GmbH", "Изготовитель: ООО «Другая фирма», Москва",
           "Sản xuất bởi: Công ty TNHH Hàng Giả, Hà Nội", "Fabriqué par Société Fausse SARL",
           "Prodotto da Falsa Elettronica S.r.l.", "Fabricado por Falsa Eletrônica Ltda"),
          ("Keep dry", "Model KC-20", "Input 5V 3A"), types="ทส"),
    _said("figures for letters", "words that deny, spelled with figures", ("F4KE", "C0PY", "N0T APPR0VED", "REPL1CA")),
    Kind("word left of the mark", "a word beside the mark turns it round", word_before_mark),
)  # fmt: skip

PRAISE = ("ประหยัดพลังงาน", "KEEP DRY", "โปรดอ่านคู่มือก่อนใช้งาน", "NEW")
DENIALS = ("สินค้าเลียนแบบ", "NOT GENUINE", "ไม่ผ่านการรับรองมาตรฐาน", "COPY")
UNTOLD = (
    Kind("denial in a script nobody reads", "Arabic, Greek, Georgian, Armenian, Hebrew", other_script),
    _kind("letters askew", "a denial, each letter turned its own way", askew,
          ("ของปลอม", "NOT GENUINE", "ไม่ได้รับอนุญาต", "COPY"), ("ประหยัดไฟ", "KEEP DRY", "บรรจุ 1 ชิ้น", "NEW")),
    _kind("words squeezed", "a denial in letters three times as high as wide", squeezed, DENIALS, PRAISE),
    _kind("upper half of words", "a denial whose lower part is hidden", upper_half, DENIALS, PRAISE),
    _kind("letters parted by dots", "a denial with a dot between its letters", dotted,
          ("ของปลอม", "ก๊อปเกรดเอ", "FAKE", "NOT GENUINE"), ("ประหยัดไฟ", "บรรจุ", "SAVE", "KEEP DRY")),
)  # fmt: skip
"""Kinds that are not told every time: no reader reads them for sure."""
