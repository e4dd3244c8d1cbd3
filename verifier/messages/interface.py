"""Words of the command line, the page and the annotated photo: key → (Thai, English)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LABELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "mark.compulsory": ("เครื่องหมาย มอก. บังคับ", "Compulsory mark"),
        "mark.voluntary": ("เครื่องหมาย มอก. ทั่วไป", "Voluntary mark"),
        "mark.community": ("เครื่องหมาย มผช.", "Community product mark"),
        "target.official": ("QR ของ สมอ.", "TISI's QR"),
        "target.lookalike": ("QR เลียนแบบลิงก์ของ สมอ.", "QR imitates TISI's link"),
        "target.official_other": ("QR หน้าอื่นของ สมอ.", "QR: another page of TISI"),
        "target.other": ("QR อื่น ไม่ใช่ของ สมอ.", "Another QR, not TISI's"),
        "caption.standards": ("มอก. {value}", "TIS {value}"),
        "caption.licences": ("ใบอนุญาต {value}", "Licence {value}"),
        "caption.holders": ("{value}", "{value}"),
        "uncertain": ("อ่านไม่แน่ชัด", "not certain"),
        "outcome.pass": ("ผ่าน", "pass"),
        "outcome.fail": ("ขัดกัน", "conflict"),
        "outcome.warn": ("ควรระวัง", "take care"),
        "outcome.unknown": ("บอกไม่ได้", "cannot tell"),
        "why": ("เพราะ", "Why"),
        "findings": ("ผลการตรวจทุกข้อ", "All findings"),
        "finding": ("สิ่งที่พบ", "Finding"),
        "outcome": ("ผล", "Result"),
        "next": ("ทำอะไรต่อ", "What to do next"),
        "list": ("บัญชีใบอนุญาต", "List of licences"),
        "list.dated": ("ข้อมูล ณ วันที่ {date}", "As of {date}"),
        "list.covers": ("ครอบคลุม: {covers}", "Covers: {covers}"),
        "list.covers_all": ("ครอบคลุมทุกมาตรฐาน", "Covers every standard"),
        "list.covers_none": ("ไม่ได้ระบุว่าครอบคลุมมาตรฐานใดครบถ้วน", "Does not claim to be complete for any standard"),
        "list.absent": ("ไม่มีบัญชีใบอนุญาตให้เทียบ", "There is no list of licences to compare with"),
        "caveat": (
            "ผลที่ตรงกันไม่ได้พิสูจน์ว่าสินค้าเป็นของแท้หรือปลอดภัย",
            "A match does not prove the goods genuine or safe.",
        ),
        "error": ("ข้อผิดพลาด", "Error"),
        "page.title": ("ตรวจเครื่องหมาย มอก. จากภาพถ่าย", "Check a TIS mark from a photo"),
        "page.lead": (
            "ถ่ายรูปฉลากสินค้า แล้วดูว่าเครื่องหมาย เลขมาตรฐาน ใบอนุญาต และ QR ตรงกับบัญชีใบอนุญาตหรือไม่",
            "Photograph the label and see whether mark, number, licence and QR agree with the list of licences.",
        ),
        "page.photos": ("รูปของสินค้าชิ้นเดียว (1–{limit} รูป)", "Photos of one product (1–{limit})"),
        "page.photos_hint": (
            "ให้เห็นเครื่องหมาย เลข มอก. และ QR ชัด เต็มกรอบ ไม่สะท้อนแสง",
            "Show the mark, the number and the QR sharp, filling the frame, without glare.",
        ),
        "page.choose": ("ถ่ายหรือเลือกรูป", "Take or choose photos"),
        "page.category": ("เป็นสินค้าอะไร (ไม่บังคับ)", "What product is it? (optional)"),
        "page.category_any": ("ไม่ระบุ", "Not stated"),
        "page.submit": ("ตรวจสอบ", "Check"),
        "page.working": ("กำลังอ่านรูป…", "Reading the photos…"),
        "page.too_many": ("เลือกได้ไม่เกิน {limit} รูป", "At most {limit} photos"),
        "page.again": ("ตรวจสินค้าชิ้นอื่น", "Check another product"),
        "page.seen": ("สิ่งที่เห็นในรูป", "What was seen in the photo"),
        "page.photo_alt": (
            "รูปที่ {number} พร้อมกรอบรอบสิ่งที่อ่านได้ ซึ่งมีอธิบายไว้ในผลการตรวจทุกข้อ",
            "Photo {number} with outlines round what was read; the findings describe it in words",
        ),
        "page.other_language": ("English", "ภาษาไทย"),
        "page.privacy": (
            "รูปถูกใช้เพื่อตอบครั้งนี้เท่านั้น ไม่ถูกเก็บไว้ และลิงก์ใน QR ไม่ถูกเปิด",
            "Photos are used for this answer only and are not kept; the link in a QR code is never opened.",
        ),
        "page.skip": ("ข้ามไปยังเนื้อหา", "Skip to content"),
        "cli.wrote": ("บันทึกภาพแล้ว: {path}", "Picture written: {path}"),
        "cli.see_help": ("ดูวิธีใช้: {command} --help", "For usage see: {command} --help"),
        "cli.interrupted": ("หยุดตามคำสั่ง", "Interrupted"),
    }
)


def label(key: str, lang: str) -> str:
    """The words of `key` in `th` or `en`, with `{placeholders}` left as they are. Raises KeyError."""
    return LABELS[key][0 if lang == "th" else 1]
