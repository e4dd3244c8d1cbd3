"""Words of the LINE bot that no other place says: key → (Thai, English). `{…}` is filled by the bot."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "help": (
            "ส่งรูปฉลากสินค้าหนึ่งชิ้น 1–{limit} รูปในครั้งเดียว ให้เห็นเครื่องหมาย มอก. เลข และ QR ชัด ๆ "
            "แล้วจะบอกว่าตรงกับทะเบียนใบอนุญาตหรือไม่\n\n"
            "หรือพิมพ์เลข มอก. เลขใบอนุญาต ชื่อบริษัท หรือชื่อสินค้า เช่น 2424-2565 ท7195-54/1040 พาวเวอร์แบงก์",
            "Send 1–{limit} photos of the label of one product, all at once, with TIS mark, numbers and QR code sharp: "
            "you are told whether they agree with the list of licences.\n\n"
            "Or type a standard or licence number, a firm or goods: 2424-2565, ท7195-54/1040, power bank.",
        ),
        "kept": (
            "รูปใช้ตอบครั้งนี้เท่านั้น ไม่เก็บไว้ และไม่เปิดลิงก์ใน QR",
            "Photos serve this one answer and are not kept; a QR code’s link is never opened.",
        ),
        "as_photo": (
            "แชตนี้อ่านได้เฉพาะรูปภาพกับข้อความ",
            "Only photos and text can be read in this chat.",
        ),
        "only_some": (
            "ได้รับ {came} จาก {total} รูป จึงตรวจจากรูปที่มี",
            "{came} of {total} photos arrived; the answer rests on those.",
        ),
        "late": (
            "มีรูปมาถึงหลังจากตรวจไปแล้ว จึงไม่ได้รวมในคำตอบ ถ้าต้องการให้รวมด้วย ส่งทุกรูปพร้อมกันอีกครั้ง",
            "A photo arrived after the answer and is not part of it. To include it, send all photos together again.",
        ),
        "over": (
            "ตรวจต่อจากผลนี้ไม่ได้แล้ว เพราะไม่ได้เก็บรูปไว้ ส่งรูปใหม่อีกครั้ง",
            "That answer can no longer be gone on from, since photos are not kept. Send the photos again.",
        ),
        "wait": ("ส่งใหม่ได้ในอีก {seconds} วินาที", "Send again in {seconds} seconds."),
        "which_photo": ("รูปที่ {number}", "Photo {number}"),
        "goods": (
            "สินค้านี้คืออะไร แตะเลือกด้านล่างหรือพิมพ์ชื่อสินค้า แล้วจะตรวจให้ว่าเลข มอก. เป็นของสินค้าชนิดนี้ไหม",
            "What product is it? Tap below or type it, and the standard is checked to be one for such goods.",
        ),
        "goods.named": ("ตรวจเป็นสินค้า: {goods}", "Checked as: {goods}"),
        "act.official": ("เปิดเว็บ สมอ.", "Open TISI’s page"),
        "act.other_language": ("English", "ภาษาไทย"),
    }
)


def words(key: str, lang: str, **fill: object) -> str:
    """The words of `key` in `th` or `en`. Raises KeyError."""
    return WORDS[key][0 if lang == "th" else 1].format(**fill)
