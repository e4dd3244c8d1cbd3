"""Words of `mokcheck batch`, for people who keep a stock: key → (Thai, English). No sentence says "your photo"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from verifier import messages
from verifier.domain import VerdictKind

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # ---- findings on a product of a stock -----------------------------------------------------------------------
        "stock.no_photo": ("ยังไม่มีรูปของสินค้านี้", "There is no photo of this product."),
        "stock.photo_missing": (
            "ไม่พบไฟล์รูป {photo} ที่ตารางระบุไว้",
            "The photo {photo} that the table names is not there.",
        ),
        "stock.photo_unread": ("เปิดไฟล์รูป {photo} ไม่ได้: {reason}", "The photo {photo} was not read: {reason}."),
        "stock.photo_aside": (
            "แยกรูป {photo} ออกไว้ ยังไม่ได้ตรวจ: {reason}",
            "The photo {photo} was set aside and not checked: {reason}.",
        ),
        "stock.photo_not_looked_again": (
            "ตรวจรูป {photo} ซ้ำรอบสองไม่สำเร็จ: {reason}",
            "The second look at the photo {photo} did not succeed: {reason}.",
        ),
        "stock.not_judged": ("สรุปผลของสินค้านี้ไม่ได้: {reason}", "This product could not be judged: {reason}."),
        "stock.rows_differ": (
            "ตารางมีหลายแถวของสินค้านี้ที่ข้อมูลไม่ตรงกัน (แถว {reason})",
            "The table has several rows of this product that do not say the same (line {reason}).",
        ),
        "stock.gtin_unreadable": (
            "เลขบาร์โค้ดในตารางไม่ถูกต้อง ({reason}) จึงเทียบกับรูปไม่ได้",
            "The bar code number in the table is not valid ({reason}), so it cannot be compared with the photos.",
        ),
        "stock.received_unreadable": (
            "วันที่รับในตารางไม่ถูกต้อง ({reason}) จึงไม่ได้แสดง ใช้ปีสี่หลัก เช่น 1/11/2569",
            "The day received in the table is no day ({reason}) and is not shown; write the year in full: 1/11/2026.",
        ),
        "stock.other_barcode": (
            "บาร์โค้ดในรูปคือ {photo} แต่ตารางระบุ {row} อาจเป็นรูปของสินค้าอื่น",
            "The photos show bar code {photo}, the table says {row}: they may be of another product.",
        ),
        "stock.other_standard": (
            "ตารางระบุ มอก. {row} แต่บนสินค้าพิมพ์ มอก. {photo}",
            "The table says TIS {row}, the goods print TIS {photo}.",
        ),
        "stock.other_licence": (
            "ตารางระบุใบอนุญาต {row} แต่บนสินค้าเป็น {photo}",
            "The table says licence {row}, the goods show {photo}.",
        ),
        "stock.other_holder": (
            "ตารางระบุผู้รับใบอนุญาต {row} แต่จากตัวสินค้าคือ {photo}",
            "The table says the licensee is {row}; by the goods it is {photo}.",
        ),
        "stock.other_code": (
            "QR ในตารางคือ {row} แต่ QR บนสินค้าคือ {photo}",
            "The table's QR code is {row}, that on the goods is {photo}.",
        ),
        "stock.code_not_compared": (
            "QR ในตารางคือ {row} ไม่เห็นบนสินค้า และยังไม่รู้ว่าเป็นของใบอนุญาตใด จึงเทียบกับสินค้าไม่ได้",
            "The table's QR code is {row}; it is not on the goods, and it is not known which licence it belongs to.",
        ),
        "stock.same_photo": (
            "รูปเดียวกันใช้กับสินค้า {count} รายการ ({others}) จึงยืนยันแต่ละรายการไม่ได้",
            "The same picture is given for {count} products ({others}), so it cannot speak for each of them.",
        ),
        "same_photo.hint": (
            "รูปเดียวกันอยู่กับสินค้า {count} รายการ (รายการอื่น: {others}) เป็นเพียงข้อสังเกต",
            "The same picture is there for {count} products (the others: {others}); a hint, no more.",
        ),
        "stock.like_photo": (
            "อาจเป็นรูปเดียวกับของ {others} (เป็นเพียงข้อสังเกต)",
            "This may be the same picture as that of {others} (a hint, no more).",
        ),
        "stock.shared_licence": (
            "ใบอนุญาต {value} อยู่บนสินค้า {products} รายการ (ผู้ขายที่ระบุไว้ {suppliers} ราย ประเภทที่ระบุไว้ {categories} ประเภท)",
            "Licence {value} stands on {products} products (suppliers stated {suppliers}, kinds stated {categories}).",
        ),
        "stock.shared_qr": (
            "QR รหัส {value} อยู่บนสินค้า {products} รายการ (ผู้ขายที่ระบุไว้ {suppliers} ราย ประเภทที่ระบุไว้ {categories} ประเภท)",
            "QR id {value} stands on {products} products (suppliers stated {suppliers}, kinds stated {categories}).",
        ),
        # ---- why a photo was set aside or not read ------------------------------------------------------------------
        "stock.crash": ("โปรแกรมหยุดทำงานทั้งสองครั้งที่เปิดรูปนี้", "a worker crashed on it twice"),
        "stock.time": ("ใช้เวลานานเกินกำหนดทั้งสองครั้ง", "it took longer than the limit, twice"),
        "stock.memory": ("ใช้หน่วยความจำเกินกำหนดทั้งสองครั้ง", "it took more memory than the limit, twice"),
        "source.link": ("เป็นลิงก์ ไม่ใช่ไฟล์", "a link, no file"),
        "source.no_file": ("ไม่ใช่ไฟล์ธรรมดา", "not a plain file"),
        "source.unreadable": ("อ่านไม่ได้", "it cannot be read"),
        "source.name": ("ชื่อไฟล์อ่านไม่ได้หรือยาวเกินไป", "its name is no text, or too long"),
        "source.nested": ("เป็นไฟล์บีบอัดซ้อนอยู่", "an archive in the source"),
        "source.no_picture": ("ไม่ใช่ไฟล์รูป", "not called like a picture"),
        "source.missing": ("ตารางระบุไว้ แต่ไม่พบไฟล์นี้", "the table names it, and it is not there"),
        "source.outside": ("ชื่อชี้ออกนอกโฟลเดอร์", "its name leads out of the archive"),
        "source.encrypted": ("ตั้งรหัสผ่านไว้", "it is encrypted"),
        "source.blown_up": ("คลายออกแล้วใหญ่ผิดปกติ", "it unpacks to far more than a photo does"),
        "source.doubled": ("ชื่อซ้ำกันในไฟล์บีบอัด", "the archive has this name twice"),
        "source.address": ("ที่อยู่รูปใช้ไม่ได้", "its address is none that can be fetched"),
        "source.not_allowed": ("ที่อยู่รูปไม่อยู่ในรายการที่ผู้ให้บริการอนุญาต", "its address is not among those that are allowed"),
        "source.private": ("ที่อยู่รูปชี้ไปยังเครือข่ายที่ไม่อนุญาต", "its address leads into a network that is not allowed"),
        "source.not_fetched": ("เป็นที่อยู่บนเครือข่าย คำสั่งนี้ไม่ดึงรูป", "an address, and this command fetches none"),
        "source.redirected": ("ปลายทางให้ไปที่อยู่อื่น ระบบจึงไม่ตามไป", "its server points elsewhere, which is not followed"),
        "source.not_handed_out": ("ปลายทางไม่มีหรือไม่ให้รูปนี้", "its server does not have it or hand it out"),
        "source.unreachable": ("ปลายทางไม่ตอบ", "its server does not answer"),
        "source.too_large": ("ไฟล์ใหญ่เกินกำหนด", "it is larger than a photo may be"),
        "source.too_much": ("รูปทั้งหมดรวมกันใหญ่เกินกำหนด", "all photos together are more than a batch may hold"),
        "unknown": ("ไม่ทราบสาเหตุ", "for a reason that is not known"),
        # ---- columns ------------------------------------------------------------------------------------------------
        "col.number": ("ลำดับ", "No."),
        "col.result": ("ผล", "Result"),
        "col.picture": ("รูป", "Picture"),
        "col.name": ("สินค้า", "Product"),
        "col.sku": ("รหัสสินค้า", "SKU"),
        "col.gtin": ("บาร์โค้ด", "Bar code"),
        "col.supplier": ("ผู้ขาย", "Supplier"),
        "col.received": ("วันที่รับ", "Received"),
        "col.reasons": ("เพราะ", "Why"),
        "col.advice": ("ทำอะไรต่อ", "What to do next"),
        "col.hints": ("ข้อสังเกต", "Also noticed"),
        "col.standards": ("มอก. บนสินค้า", "Standard on the goods"),
        "col.licences": ("ใบอนุญาตบนสินค้า", "Licence on the goods"),
        "col.licence": ("ใบอนุญาตในทะเบียน", "Licence in the list"),
        "col.licensee": ("ผู้รับใบอนุญาต", "Licensee"),
        "col.status": ("สถานะใบอนุญาต", "State of the licence"),
        "col.seen": ("ตรวจจาก", "Checked"),
        "col.photos": ("ไฟล์รูป", "Photos"),
        "col.line": ("แถวในตาราง", "Line in the table"),
        "seen.photo": ("รูปอย่างเดียว", "photos alone"),
        "seen.row": ("ตารางอย่างเดียว (ไม่มีรูป)", "the table alone (no photo)"),
        "seen.none": ("ยังไม่ได้ตรวจ", "nothing yet"),
        "seen.both": ("รูปและตาราง", "photos and table"),
        # ---- verdicts on goods --------------------------------------------------------------------------------------
        "agrees": ("ตรงกับทะเบียน", "Agrees"),
        "conflicts": ("ขัดกัน", "Conflicts"),
        "cannot_tell": ("ยังสรุปไม่ได้", "Cannot tell"),
        # ---- the summary --------------------------------------------------------------------------------------------
        "sheet.summary": ("สรุป", "Summary"),
        "sheet.products": ("สินค้า", "Products"),
        "sheet.whole": ("ทั้งสต๊อก", "Whole stock"),
        "sheet.aside": ("ไม่ได้ตรวจ", "Not checked"),
        "title": ("ผลตรวจสต๊อก: {source}", "Check of a stock: {source}"),
        "sum.products": ("สินค้า", "Products"),
        "sum.photos": ("รูป", "Photos"),
        "sum.aside": ("รูปที่แยกออก", "Photos set aside"),
        "sum.unused": ("ไฟล์อื่นที่ไม่ได้ตรวจ", "Other files, not checked"),
        "sum.day": ("ตรวจ ณ วันที่", "As of"),
        "sum.list": ("ทะเบียนใบอนุญาต", "List of licences"),
        "sum.no_list": ("ไม่มี จึงไม่มีสินค้าใดได้ผลว่าตรงกัน", "none, so that nothing agrees"),
        "sum.reasons": ("เหตุผลที่พบบ่อย (พร้อมตัวอย่าง)", "Most frequent reasons, with an example of each"),
        "sum.suppliers": ("แยกตามผู้ขาย", "By supplier"),
        "sum.timeline": ("แยกตามวันที่รับ", "By day received"),
        "sum.verdicts": ("ผลทั้งหมด", "All results"),
        "sum.no_supplier": ("(ไม่ระบุผู้ขาย)", "(no supplier stated)"),
        "sum.caveat": (
            "ผลว่าตรงกันหมายถึงสิ่งที่พิมพ์บนสินค้าตรงกับทะเบียน ไม่ได้พิสูจน์ว่าสินค้าเป็นของแท้หรือปลอดภัย",
            "Agreement means that what the goods print agrees with the list. It does not prove them genuine or safe.",
        ),
        "sum.thumbs_left_out": (
            "แสดงรูปเฉพาะ {count} แถวแรก",
            "Pictures are shown in the first {count} rows only",
        ),
        "file": ("ไฟล์", "File"),
        "reason": ("เหตุผล", "Reason"),
        "what": ("สิ่งที่พบ", "What was found"),
        "where": ("พบบน", "Found on"),
        "nothing": ("ไม่มี", "Nothing."),
        "and_more": ("และอีก {count}", "and {count} more"),
        # ---- the command --------------------------------------------------------------------------------------------
        "table_has_photos": (
            "ตารางนี้มีคอลัมน์รูป ตรวจรูปด้วยได้โดยใช้ mokcheck batch กับตารางนี้",
            "This table names photos: `mokcheck batch` with it looks at them too",
        ),
        "compared": ("ทะเบียนใบอนุญาต: {list}", "List of licences: {list}"),
        "addresses": (
            "รูป {count} รูปเป็นที่อยู่บนเครือข่าย คำสั่งนี้ไม่ดึงรูปให้ สินค้าเหล่านั้นจะไม่มีรูป ส่งตารางไปที่ /v1/batches ของบริการแทน",
            "{count} photos are addresses, and this command fetches none: their products stay without them. Send the "
            "manifest to /v1/batches of a service instead.",
        ),
        "unused_columns": ("คอลัมน์ที่ไม่ได้ใช้: {columns}", "Columns not used: {columns}"),
        "grouped": (
            "ไม่มีตารางสินค้า จึงจัดกลุ่มรูปเอง: ตามโฟลเดอร์ {folder} ตามชื่อไฟล์ {name} รูปเดี่ยว {photo}",
            "No manifest: photos were grouped into products, {folder} by folder, {name} by file name, {photo} single",
        ),
        "grouped_rest": (
            "รูปที่ไม่มีในตาราง จัดเป็นสินค้าเอง {count} รายการ",
            "{count} products of photos that the table does not name",
        ),
        "by_barcode": ("จับคู่ตามบาร์โค้ดในรูป {count} รายการ", "{count} products found by the bar code in the photo"),
        "progress": ("ตรวจสต๊อก", "checking"),
        "rate": ("{rate} รูป/นาที", "{rate} photos/min"),
        "done": (
            "ตรวจสินค้า {products} รายการ: ตรงกัน {agrees} ขัดกัน {conflicts} ยังสรุปไม่ได้ {cannot_tell}",
            "{products} products: {agrees} agree, {conflicts} conflict, {cannot_tell} cannot be told",
        ),
        "no_products": (
            "ไม่พบรูปหรือตารางสินค้าใน {source} ตรวจว่าเลือกถูกที่ และรูปเป็น .jpg .png .webp หรือ .avif",
            "There are no photos and no table of goods in {source}: check the place, and that photos are .jpg, .png, "
            ".webp or .avif",
        ),
        "wrote": ("บันทึกแล้ว: {path}", "Written: {path}"),
        "aside": (
            "แยกรูปออก {count} รูป ดูเหตุผลในผล แล้วลองใหม่ได้ด้วย --retry failed",
            "{count} photos were set aside; the result says why, --retry failed tries them again",
        ),
        "missing": (
            "ไม่พบไฟล์รูปที่ตารางระบุไว้ {count} ไฟล์ ดูชื่อในผล",
            "{count} photos that the table names are not there; the result says which",
        ),
        "unused": (
            "ไฟล์ที่ไม่ได้ตรวจ {count} ไฟล์ (ไม่ใช่รูป ลิงก์ ฯลฯ)",
            "{count} files were not checked (no pictures, links …)",
        ),
        "waiting": (
            "{count} รายการต้องดูรูปอีกครั้งก่อนจะได้ผลว่าตรงกัน ให้รันใหม่พร้อมรูป",
            "{count} products need another look at their photos before they can agree: run again with the photos",
        ),
        "stopped": (
            "หยุดแล้ว สั่งคำสั่งเดิมอีกครั้งเพื่อทำต่อ ไม่มีอะไรหาย",
            "Stopped. The same command goes on from here; nothing is lost",
        ),
        "watching": ("เฝ้าดูโฟลเดอร์ {source} กด Ctrl-C เพื่อหยุด", "Watching {source}; Ctrl-C ends"),
        "status.photos": ("ดูรูปแล้ว {done} จาก {all}", "{done} of {all} photos looked at"),
        "status.products": ("สรุปแล้ว {done} จาก {all} รายการ", "{done} of {all} products judged"),
        "status.finished": ("เสร็จแล้ว", "finished"),
        "status.unfinished": ("ยังไม่เสร็จ", "not finished"),
        "status.aside": ("แยกรูปออก {count}", "{count} photos set aside"),
        "status.missing": ("ไม่พบไฟล์รูปที่ตารางระบุไว้ {count}", "{count} photos that the table names are not there"),
        "status.same_day": ("ตรวจ ณ วันที่ {day}", "As of {day}"),
    }
)

SIGNS: Mapping[VerdictKind, str] = MappingProxyType(
    {VerdictKind.AGREES: "✓", VerdictKind.CONFLICTS: "✗", VerdictKind.CANNOT_TELL: "?"}
)

HINTS: Mapping[str, str] = MappingProxyType({"stock.same_photo": "same_photo.hint"})
"""Findings that decide here and are a hint there → the key of the hint's words."""


def say(key: str, lang: str, **values: object) -> str:
    """The words of `key` in `th` or `en` with their placeholders filled. Raises KeyError."""
    return WORDS[key][0 if lang == "th" else 1].format_map(values)


def finding(code: str, lang: str, *, required: bool, **values: object) -> str:
    """The words of a finding on a product of a stock. What keeps nothing from agreeing is worded as a hint."""
    return say(code if required else HINTS.get(code, code), lang, **values)


def reason(code: str, lang: str) -> str:
    """Why a photo was set aside or not read: our own words, or the title of the error that it is."""
    if code in WORDS:
        return say(code, lang)
    words = messages.LANGUAGES[lang].ERRORS.get(code)
    return str(words[0]) if words else say("unknown", lang)


def verdict(kind: VerdictKind, lang: str) -> str:
    """Sign and words of a verdict on goods."""
    return f"{SIGNS[kind]} {say(str(kind), lang)}"
