"""Words of the page that checks evidence: key → (Thai, English)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "check.title": ("ตรวจชุดหลักฐาน", "Check an evidence bundle"),
        "check.lead": (
            "ไฟล์จะถูกตรวจว่ายังเป็นไฟล์เดิมทุกไบต์หรือไม่ ลงนามด้วยกุญแจใด และผลในรายงานคำนวณซ้ำได้ผลเดียวกันหรือไม่",
            "The file is checked: whether it is byte for byte what was signed, with which key, and whether its verdict "
            "follows from what is stored in it.",
        ),
        "check.bundle": ("ชุดหลักฐานหรือแฟ้มที่ส่งออก (.zip)", "Evidence bundle or exported case (.zip)"),
        "check.bundle.hint": (
            "ไฟล์ถูกส่งไปตรวจที่ระบบนี้ แล้วทิ้งทันที",
            "The file is sent to this service, checked, and dropped at once.",
        ),
        "check.keys": ("กุญแจสาธารณะที่คุณเชื่อถือ", "Public keys that you trust"),
        "check.keys.hint": (
            "ไม่ใส่ก็ได้ ไฟล์ .pub.json หรือ .pem ที่ได้จากผู้ลงนามโดยตรง ไม่ใช่ที่มากับชุดหลักฐาน",
            "Optional. A .pub.json or .pem file that you got from the signer and not with the bundle.",
        ),
        "check.do": ("ตรวจ", "Check"),
        "check.another": ("ตรวจไฟล์อื่น", "Check another file"),
        "check.says": ("สิ่งที่ไฟล์นี้บันทึกไว้", "What the file says"),
        "check.proven": ("สิ่งที่พิสูจน์ได้", "What is proven"),
        "check.not_proven": ("สิ่งที่ไม่ได้พิสูจน์", "What is not proven"),
        "check.signer": ("กุญแจที่ลงนาม", "Signed with the key"),
        "check.sha256": (
            "ค่าแฮชของรายงาน เทียบกับ QR บนเอกสารที่พิมพ์ได้",
            "Hash of the report, to be compared with the QR code on paper",
        ),
        "check.more": ("และอีก {number} จุด", "and {number} more"),
        "check.trust": ("เชื่อผลนี้ได้แค่ไหน", "How far to trust this answer"),
        "check.trust.service": (
            "ผลนี้เป็นคำตอบของระบบนี้ นอกจากกุญแจที่คุณใส่ ระบบเชื่อกุญแจของตัวเองที่ใช้ลงนามแฟ้มส่งออกด้วย",
            "It is this service's word. Besides the keys that you give it trusts its own, with which it signs exports.",
        ),
        "check.trust.offline": (
            "ถ้าไม่ต้องการเชื่อใคร ให้ตรวจในเครื่องของคุณเองโดยไม่ต่อเครือข่ายด้วยคำสั่ง",
            "If you want to rely on nobody, check on your own machine, without a network, with the command",
        ),
        "check.kept": (
            "ไฟล์ที่ส่งมาตรวจไม่ถูกเก็บ และไม่มีการจดบันทึกเนื้อหา",
            "The file is not kept, and nothing of its content is logged.",
        ),
    }
)
