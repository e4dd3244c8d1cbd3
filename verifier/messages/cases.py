"""The words of cases: the command, the sheets, the map of what is shared. Thai and English side by side."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # ---- a case on paper ----------------------------------------------------------------------------------------
        "case.title": ("บันทึกการตรวจร้านค้า", "Record of a spot check"),
        "case.footer": (
            "จัดทำด้วย MokCheck ไม่ใช่เอกสารของหน่วยงานใด · แฟ้ม {case}",
            "Made with MokCheck; not a document of any agency · case {case}",
        ),
        "case.place": ("สถานที่", "Place"),
        "kind.shop": ("ร้าน", "Shop"),
        "kind.stall": ("แผง", "Stall"),
        "case.coordinates": ("พิกัดที่ผู้ตรวจบันทึก (WGS 84)", "Coordinates that the officer recorded (WGS 84)"),
        "case.officer": ("ผู้รับผิดชอบ (รหัสกุญแจ)", "Officer (key id)"),
        "case.inspected": ("วันเวลาที่ตรวจ (เวลาไทย)", "Inspected (Bangkok time)"),
        "case.keep_until": ("เก็บไว้ถึง", "Kept until"),
        "case.held": ("ระงับการลบเพราะ", "Held because of"),
        "case.closed": ("ปิดแฟ้มเมื่อ", "Closed on"),
        "closed": ("ปิดแล้ว", "closed"),
        "case.notes": ("บันทึก", "Notes"),
        "case.products": ("สินค้าที่พบ", "Products found"),
        "case.no": ("ที่", "No."),
        "case.product": ("สินค้า", "Product"),
        "case.ours": ("ผลของ MokCheck", "MokCheck says"),
        "case.own": ("ผลของผู้ตรวจ", "The officer finds"),
        "case.amount": ("จำนวน × ราคา (บาท)", "Pieces × price (baht)"),
        "case.tag": ("หมายเลขของกลาง", "Seizure tag"),
        "case.photos": ("ภาพต้นฉบับ (sha256)", "Original photos (sha256)"),
        "case.report": ("รายงาน {number}: {name}", "Report {number}: {name}"),
        "case.unjudged": ("ยังไม่ได้ตรวจด้วย MokCheck", "not judged by MokCheck"),
        "verdict.agrees": ("ตรงกัน", "agrees"),
        "verdict.conflicts": ("ขัดกัน", "conflicts"),
        "verdict.cannot_tell": ("ยังสรุปไม่ได้", "cannot tell"),
        # ---- a month ------------------------------------------------------------------------------------------------
        "summary.title": ("สรุปการตรวจประจำเดือน {month}", "Spot checks of {month}"),
        "summary.footer": (
            "จัดทำด้วย MokCheck ไม่ใช่เอกสารของหน่วยงานใด · {month}",
            "Made with MokCheck; not a document of any agency · {month}",
        ),
        "summary.total": ("รวม", "Total"),
        "summary.standard": ("ตามมาตรฐาน", "By standard"),
        "summary.finding": ("ตามข้อค้นพบหลัก", "By leading finding"),
        "summary.district": ("ตามเขตหรืออำเภอ", "By district"),
        "summary.shop": ("ตามร้าน", "By shop"),
        "summary.note": (
            "สินค้าแต่ละรายการนับครั้งเดียวในแต่ละตาราง ทุกตารางจึงมียอดรวมเท่ากัน (– คือไม่มีข้อมูล)",
            "Each product is counted once in each table, so that all tables have the same total (– is: not known).",
        ),
        "count.cases": ("แฟ้ม", "Cases"),
        "count.products": ("สินค้า", "Products"),
        "count.agrees": ("ตรงกัน", "Agrees"),
        "count.conflicts": ("ขัดกัน", "Conflicts"),
        "count.cannot_tell": ("ยังสรุปไม่ได้", "Cannot tell"),
        "count.not_judged": ("ยังไม่ได้ตรวจ", "Not judged"),
        "count.own_agrees": ("ผู้ตรวจ: ตรงกัน", "Officer: agrees"),
        "count.own_conflicts": ("ผู้ตรวจ: ขัดกัน", "Officer: conflicts"),
        "count.own_cannot_tell": ("ผู้ตรวจ: ยังสรุปไม่ได้", "Officer: cannot tell"),
        "count.differing": ("ผลไม่ตรงกับผู้ตรวจ", "Officer differs"),
        "count.quantity": ("จำนวนชิ้น", "Pieces"),
        "count.seized": ("ยึด/อายัด", "Tagged"),
        # ---- what is shared -----------------------------------------------------------------------------------------
        "links.title": ("สินค้าใดใช้อะไรร่วมกัน", "Who shares what"),
        "links.qr": ("รหัส QR {value}", "QR id {value}"),
        "links.licence": ("ใบอนุญาต {value}", "Licence {value}"),
        "links.lookalike": ("ลิงก์เลียนแบบ {value}", "Look-alike link {value}"),
        "links.label": ("ฉลากที่ภาพเกือบเหมือนกัน", "A label of nearly the same picture"),
        "links.counts": (
            "สินค้า {products} รายการ ร้าน {shops} แห่ง ผู้ประกอบการ {firms} ราย (ระบุประเภทไว้ {categories} ประเภท)",
            "products: {products}, shops: {shops}, firms: {firms} (kinds of goods stated: {categories})",
        ),
        "links.hidden": ("ในแฟ้มของทีมอื่นอีก {hidden} รายการ", "and {hidden} in cases of other teams"),
        "links.none": ("ไม่พบสิ่งที่ใช้ร่วมกัน", "Nothing is shared."),
        # ---- the command --------------------------------------------------------------------------------------------
        "wrote": ("บันทึกแล้ว: {path}", "Written: {path}"),
        "audit.head": ("รายการล่าสุด (จดไว้ที่อื่น): {head}", "Head (note it elsewhere): {head}"),
        "affected.none": ("ไม่มีแฟ้มที่ผลเปลี่ยน", "No case is affected."),
        "affected.ended": (
            "ใบอนุญาต {licence} ของ {holder}: {before} → {now}",
            "licence {licence} of {holder}: {before} → {now}",
        ),
        "affected.unread": (
            "อ่านสิ่งที่เก็บไว้ไม่ได้ จึงไม่รู้ว่าผลเปลี่ยนหรือไม่ ตรวจด้วย mokcheck cases audit",
            "what is kept of it cannot be read, so it is not known: see mokcheck cases audit",
        ),
        "affected.verdict": ("ผล: {then} → {today}", "verdict: {then} → {today}"),
    }
)


def say(key: str, lang: str, **values: object) -> str:
    """The words of `key` in `th` or `en`, filled. Raises KeyError."""
    return WORDS[key][0 if lang == "th" else 1].format(**values)
