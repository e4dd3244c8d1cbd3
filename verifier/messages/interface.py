"""Words of the command line and the annotated photo, some of which the page shares: key → (Thai, English)."""

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
        "outcome.note": ("ข้อสังเกต", "note"),
        "why": ("เพราะ", "Why"),
        "findings": ("ผลการตรวจทุกข้อ", "All findings"),
        "finding": ("สิ่งที่พบ", "Finding"),
        "outcome": ("ผล", "Result"),
        "next": ("ทำอะไรต่อ", "What to do next"),
        "list": ("ทะเบียนใบอนุญาต", "List of licences"),
        "list.dated": ("ข้อมูล ณ วันที่ {date}", "As of {date}"),
        "list.covers": ("ครอบคลุม: {covers}", "Covers: {covers}"),
        "list.covers_all": ("ครอบคลุมทุกมาตรฐาน", "Covers every standard"),
        "list.covers_none": ("ไม่ได้ระบุว่าครอบคลุมมาตรฐานใดครบถ้วน", "Does not claim to be complete for any standard"),
        "list.sample": (
            "ทะเบียนตัวอย่าง (SAMPLE LIST) ใช้ตัดสินสินค้าจริงไม่ได้",
            "SAMPLE LIST (ทะเบียนตัวอย่าง): it cannot judge real goods",
        ),
        "list.absent": ("ไม่มีทะเบียนใบอนุญาตให้เทียบ", "There is no list of licences to compare with"),
        "caveat": (
            "ผลที่ตรงกันไม่ได้พิสูจน์ว่าสินค้าเป็นของแท้หรือปลอดภัย",
            "A match does not prove the goods genuine or safe.",
        ),
        "error": ("ข้อผิดพลาด", "Error"),
        "cli.wrote": ("บันทึกภาพแล้ว: {path}", "Picture written: {path}"),
        "cli.see_help": ("ดูวิธีใช้: {command} --help", "For usage see: {command} --help"),
        "usage.no_option": ("ไม่มีตัวเลือก {name}", "there is no option {name}"),
        "usage.missing": ("ยังขาด {name}", "{name} is missing"),
        "usage.bad_value": ("ค่าของ {name} ใช้ไม่ได้ ({reason})", "the value of {name} cannot be taken ({reason})"),
        "usage.wrong": ("สั่งไม่ครบหรือไม่ถูกต้อง ({reason})", "wrong usage ({reason})"),
        "usage.out": ("บอกที่เก็บผลด้วย --out เช่น --out stock.xlsx", "--out RESULT says where to write"),
        "usage.recheck": (
            "--recheck ใช้โดยไม่บอกแหล่งรูปและไม่ใช้กับ --watch ถ้าบอกแหล่งรูป คำสั่งปกติก็สรุปใหม่ให้อยู่แล้ว",
            "--recheck takes no SOURCE and does not watch; a run with SOURCE judges again by itself",
        ),
        "usage.source": (
            "บอกแหล่งรูปหนึ่งแหล่ง: โฟลเดอร์ ไฟล์ .zip ตารางสินค้า หรือ s3://bucket/prefix",
            "one SOURCE: a folder, a .zip, a manifest or s3://bucket/prefix",
        ),
        "usage.watch_objects": (
            "--watch ใช้กับที่เก็บไฟล์บนคลาวด์ไม่ได้ เพราะทุกครั้งที่ดูมีค่าใช้จ่าย ให้ตั้งเวลาสั่งคำสั่งเดิมซ้ำ รูปที่ตรวจแล้วจะไม่ถูกดึงอีก",
            "--watch takes no object store, where every look costs: run the same command again by a timer; photos that "
            "are known are not fetched again",
        ),
        "usage.team": ("--team ใช้กับ --scope retailer เท่านั้น", "--team is for --scope retailer alone"),
        "usage.watch": ("--watch ใช้กับโฟลเดอร์ หรือตารางสินค้าในโฟลเดอร์", "--watch takes a folder, or a manifest in one"),
    }
)


def label(key: str, lang: str) -> str:
    """The words of `key` in `th` or `en`, with `{placeholders}` left as they are. Raises KeyError."""
    return LABELS[key][0 if lang == "th" else 1]
