"""A letter to a supplier: what of their goods could not be checked, and what to send. It accuses nobody."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "subject": ("ขอเอกสารและรูปฉลากของสินค้า มอก.", "Request for documents and label photos of TIS goods"),
        "dear": ("เรียน {supplier}", "To {supplier}"),
        "dear.nobody": ("เรียน ผู้จำหน่าย", "To our supplier"),
        "opening": (
            "เราตรวจฉลากสินค้าที่รับไว้เทียบกับทะเบียนใบอนุญาต มอก. แล้ว สินค้าต่อไปนี้ยังยืนยันไม่ได้",
            "We compared the labels of goods that we received with the list of TIS licences. These goods could not be "
            "confirmed yet.",
        ),
        "missing": ("ที่ยังยืนยันไม่ได้", "What could not be confirmed"),
        "please": ("ขอให้ส่ง", "Please send"),
        "closing": (
            "เมื่อได้รับแล้วเราจะตรวจใหม่และแจ้งผลให้ทราบ ระหว่างนี้ขอพักสินค้าไว้ก่อน ขอขอบคุณล่วงหน้า",
            "We will check again when we have them and tell you; the goods are held until then. Thank you.",
        ),
        "list": ("เทียบกับทะเบียนวันที่ {day}", "Compared with the list of {day}."),
        "no_proof": (
            "จดหมายนี้ไม่ได้หมายความว่าสินค้าไม่ถูกต้อง",
            "This letter does not say that anything is wrong with the goods.",
        ),
        "send.label": (
            "รูปฉลากทั้งแผ่นที่คมชัด ทุกด้านและที่กล่อง",
            "a sharp photo of the whole label, of all sides and of the box",
        ),
        "send.mark": (
            "รูปเครื่องหมาย มอก. พร้อมเลขมาตรฐานบนสินค้า",
            "a photo of the TIS mark with the standard number on the goods",
        ),
        "send.licence": (
            "สำเนาใบอนุญาต มอก. ของสินค้ารุ่นนี้",
            "a copy of the TIS licence for this model",
        ),
        "send.holder": (
            "ชื่อผู้รับใบอนุญาต และความเกี่ยวข้องกับชื่อบนฉลาก",
            "the licensee's name, and how it is related to the name on the label",
        ),
        "send.code": ("รูป QR บนสินค้าที่อ่านได้", "a readable photo of the QR code on the goods"),
        "send.gtin": ("บาร์โค้ดที่ถูกต้องของสินค้า", "the right bar code of the goods"),
    }
)
ASKED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "mark": ("send.mark",),
        "standard": ("send.mark", "send.licence"),
        "licence": ("send.licence",),
        "link": ("send.licence", "send.label"),
        "holder": ("send.holder", "send.licence"),
        "code": ("send.code", "send.licence"),
        "code.unresolved": ("send.licence",),
        "category": ("send.licence",),
        "stock.other_barcode": ("send.gtin", "send.label"),
        "stock.gtin_unreadable": ("send.gtin",),
        "stock.other_standard": ("send.mark", "send.licence"),
        "stock.other_licence": ("send.licence",),
        "stock.other_holder": ("send.holder", "send.licence"),
        "stock.other_code": ("send.code",),
        "stock.code_not_compared": ("send.code", "send.licence"),
    }
)
"""What a finding asks a supplier for: by its code, else by the family of its code, else a photo of the label."""


def say(key: str, lang: str, **values: object) -> str:
    """The words for a key. Raises KeyError."""
    return WORDS[key][lang == "en"].format(**values)


def asked_by(code: str) -> tuple[str, ...]:
    """Keys of what to ask for on account of a finding."""
    return ASKED_BY.get(code) or ASKED_BY.get(code.partition(".")[0]) or ("send.label",)
