"""Words of `mokcheck registry`: building, showing, searching and comparing lists. Key → (Thai, English)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # ---- fields of a licence --------------------------------------------------------------------------------
        "licence": ("เลขที่ใบอนุญาต", "Licence"),
        "standard": ("มาตรฐาน มอก.", "Standard"),
        "holder": ("ผู้รับใบอนุญาต", "Holder"),
        "product": ("ผลิตภัณฑ์", "Product"),
        "status": ("สถานะ", "State"),
        "qr_id": ("รหัสใน QR", "QR id"),
        "licence_type": ("ชนิดใบอนุญาต", "Type"),
        "issued": ("วันที่ออกใบอนุญาต", "Issued"),
        "suspended_from": ("พักใช้ตั้งแต่", "Suspended from"),
        "suspended_to": ("พักใช้ถึง", "Suspended until"),
        "trade_mark": ("เครื่องหมายการค้า", "Trade mark"),
        "factory": ("โรงงาน", "Factory"),
        "holder_en": ("ชื่อผู้รับใบอนุญาตภาษาอังกฤษ", "Holder, in Latin letters"),
        "status.active": ("มีผลใช้บังคับ", "in force"),
        "status.suspended": ("พักใช้", "suspended"),
        "status.cancelled": ("ยกเลิก", "cancelled"),
        "status.revoked": ("เพิกถอน", "revoked"),
        "status.unstated": ("ไม่ระบุ", "not stated"),
        # ---- why a row was left out or is remarkable ------------------------------------------------------------
        "cell.missing": ("ช่องว่าง แต่ต้องมีข้อมูล", "empty, and must not be"),
        "cell.formula": ("เป็นสูตรคำนวณ ไม่ใช่ข้อความ", "a formula, not a text"),
        "cell.garbled": (
            "ตัวอักษรเสียหาย อาจบันทึกด้วยรหัสอักขระผิด ให้บันทึกเป็น UTF-8 จากต้นฉบับ",
            "letters were lost, perhaps by a wrong encoding; save the original as UTF-8",
        ),
        "cell.disagree": (
            "หลายช่องของข้อมูลเดียวกันไม่ตรงกัน ใช้ --mapping บอกว่าคอลัมน์ใดถูก",
            "several cells of one field do not agree; --mapping says which column counts",
        ),
        "cell.role_differs": (
            "ผู้ผลิตหรือผู้นำเข้าในตารางไม่ใช่ผู้รับใบอนุญาตนี้ ให้ตรวจว่าใบอนุญาตเป็นของสินค้านี้หรือไม่",
            "another maker or importer than the firm that holds this licence; check that it is that of these goods",
        ),
        "cell.more": (
            "มีข้อความอื่นนอกจากชื่อผู้ประกอบการรายเดียว",
            "holds more than the name of one firm",
        ),
        "cell.unread": (
            "คอลัมน์ที่ไม่รู้จักมีข้อมูลใบอนุญาต ใช้ --mapping บอกว่าคอลัมน์นั้นคืออะไร หรือเอาคอลัมน์นั้นออก",
            "a column under an unknown heading speaks of a licence; --mapping says what it is, or take it out",
        ),
        "cell.remark": (
            "ข้อความในช่องนี้อาจบอกว่าใบอนุญาตไม่มีผลแล้ว ให้ย้ายสถานะไปไว้ในคอลัมน์สถานะ",
            "its words may say that the licence is no longer in force; put the state into a column of its own",
        ),
        "row.under_note": (
            "อยู่ใต้ข้อความที่พูดถึงใบอนุญาตที่ไม่มีผลแล้ว ให้ใส่สถานะในแต่ละแถว หรือแยกแฟ้ม",
            "stands under words on licences no longer in force; state it row by row, or use a file of its own",
        ),
        "holder.unreadable": ("ไม่ใช่ชื่อผู้ประกอบการ คอลัมน์อาจสลับกัน", "not the name of a firm; perhaps columns are mixed up"),
        "row.heading": ("เป็นหัวตารางซ้ำ จึงข้ามไป", "the headings again; passed over"),
        "row.too_long": (
            "มีจำนวนช่องมากกว่าหัวตาราง อาจมีจุลภาคที่ไม่อยู่ในเครื่องหมายคำพูด",
            "more cells than headings; perhaps a comma outside quotation marks",
        ),
        "licence.unreadable": (
            "ไม่ใช่รูปแบบเลขที่ใบอนุญาต ซึ่งต้องมีอักษร ท น ส หรือ นค เช่น ท7195-54/1040",
            "not the form of a licence number, which has the letters ท, น, ส or นค, such as ท7195-54/1040",
        ),
        "standard.unreadable": (
            "ไม่ใช่รูปแบบเลข มอก. เช่น 2424-2565",
            "not the form of a standard's number, such as 2424-2565",
        ),
        "standard.not_of_licence": (
            "เลขท้ายใบอนุญาตไม่ใช่ของ มอก. ในแถวเดียวกัน",
            "the licence number ends in another standard's number",
        ),
        "status.unknown": ("ไม่รู้จักคำบอกสถานะนี้", "an unknown word for a state"),
        "licence_type.unknown": ("ไม่รู้จักชนิดใบอนุญาตนี้", "an unknown type of licence"),
        "licence_type.not_of_licence": (
            "ประเภทไม่ตรงกับตัวอักษรในเลขที่ใบอนุญาต",
            "another type than the letter in the licence number",
        ),
        "qr_id.unreadable": (
            "ไม่ใช่รหัสหรือลิงก์ QR ของ สมอ.",
            "neither an id nor a link of TISI's QR codes",
        ),
        "qr_id.not_of_licence": ("ลิงก์ QR ระบุใบอนุญาตอื่น", "the QR link names another licence"),
        "date.unreadable": (
            "อ่านวันที่ได้ไม่แน่ชัด ใช้ วัน-เดือน-ปี หรือ ปี-เดือน-วัน ที่มีปีสี่หลัก",
            "no certain date; write day-month-year or year-month-day with a year of four digits",
        ),
        "suspension.backwards": ("วันสิ้นสุดพักใช้มาก่อนวันเริ่ม", "the suspension ends before it begins"),
        "duplicate": ("ซ้ำกับบรรทัด {first} ทุกช่อง จึงไม่นับซ้ำ", "the same as line {first}; left out"),
        "contradiction": (
            "ใบอนุญาตเดียวกับบรรทัด {first} แต่มาตรฐาน ผู้รับ หรือสถานะต่างกัน เก็บไว้ทั้งสองแถว",
            "the licence of line {first} with another standard, holder or state; both are kept",
        ),
        "shared_qr": (
            "รหัส QR เดียวกับบรรทัด {first} แต่เป็นใบอนุญาตอื่น เก็บไว้ทั้งสองแถว",
            "the QR id of line {first} for another licence; both are kept",
        ),
        "unsettled": (
            "แถวหรือแผ่นงานที่อ่านไม่ได้หรือไม่ได้อ่านพูดถึงใบอนุญาตนี้ (บรรทัด {first}) จึงเก็บไว้โดยไม่ระบุสถานะ",
            "what was not read says something of this licence (line {first}); it was kept without a state",
        ),
        # ---- cells of a product table that cannot be used ------------------------------------------------------------
        "qr": ("ลิงก์ QR", "QR link"),
        "category": ("ประเภทสินค้า", "Category"),
        "qr.not_official": (
            "ไม่ใช่รหัสหรือลิงก์ QR ของ สมอ. ตรงตามรูปแบบทุกตัวอักษร",
            "not to the letter a link or an id of TISI's QR codes",
        ),
        "category.unknown": (
            "ไม่รู้จักประเภทสินค้านี้ จึงตรวจไม่ได้ว่ามาตรฐานตรงกับสินค้าหรือไม่",
            "not a known kind of goods, so it cannot be checked whether the standard fits",
        ),
        # ---- check --------------------------------------------------------------------------------------------------
        "check.columns": ("คอลัมน์ที่ใช้ตรวจ: {columns}", "Columns checked: {columns}"),
        "check.unused": ("คอลัมน์ที่ไม่ได้ตรวจ: {columns}", "Columns not checked: {columns}"),
        "check.progress": ("ตรวจแล้ว", "checked"),
        "check.done": (
            "ตรวจ {rows} แถว: ตรงกัน {agrees} ขัดกัน {conflicts} ยังสรุปไม่ได้ {cannot_tell}",
            "{rows} rows: {agrees} agree, {conflicts} conflict, {cannot_tell} cannot be told",
        ),
        "check.problems": (
            "{rows} แถวมีช่องที่อ่านไม่เข้าใจ ดูเหตุผลในคอลัมน์ mokcheck_reasons",
            "{rows} rows have a cell that could not be understood; see the column mokcheck_reasons",
        ),
        "check.agrees": (
            "ข้อมูลในตารางตรงกับทะเบียนใบอนุญาต",
            "What the table says agrees with the register of licences.",
        ),
        "check.conflicts": (
            "ข้อมูลในตารางไม่ตรงกับทะเบียนใบอนุญาตหรือไม่ตรงกันเอง",
            "What the table says contradicts the register of licences, or itself.",
        ),
        "check.cannot_tell": (
            "ยังสรุปไม่ได้ (ไม่ได้แปลว่าเป็นของปลอม)",
            "Cannot be told yet (which does not mean a fake).",
        ),
        "check.line": ("  บรรทัด {line}: {reason}", "  line {line}: {reason}"),
        "check.no_list": (
            "ไม่ได้บอกทะเบียนใบอนุญาต (--list) จึงไม่มีแถวใดได้ผลว่าตรงกัน",
            "No list of licences was named (--list), so no row can agree",
        ),
        # ---- how a table was read -----------------------------------------------------------------------------------
        "table.passed_over": (
            "ข้ามบรรทัด {lines} ซึ่งอยู่เหนือหัวตาราง",
            "Passed over above the headings: lines {lines}",
        ),
        "table.other_sheets": (
            "อ่านเฉพาะแผ่นงาน {sheet} ไม่ได้อ่าน: {others}",
            "Read the sheet {sheet} alone; not read: {others}",
        ),
        # ---- build ----------------------------------------------------------------------------------------------
        "build.done": ("สร้างทะเบียนใบอนุญาตแล้ว: {path}", "List built: {path}"),
        "build.counts": (
            "อ่าน {read} แถว รับไว้ {taken} ตัดออก {rejected} ซ้ำ {duplicates} ขัดกัน {contradictions}",
            "{read} rows: {taken} taken, {rejected} rejected, {duplicates} duplicates; {contradictions} contradictory",
        ),
        "build.columns": ("คอลัมน์ที่ใช้: {columns}", "Columns used: {columns}"),
        "build.unread": ("คอลัมน์ที่ไม่ได้ใช้: {columns}", "Columns not used: {columns}"),
        "build.swapped": (
            "หัวคอลัมน์สลับกัน: {one} กับ {other} จึงสลับกลับให้แล้ว",
            "The headings of {one} and {other} stood over each other's values; they were exchanged",
        ),
        "build.unstated": (
            "{count} แถวไม่บอกสถานะใบอนุญาต จะไม่มีผลว่าตรงกันจากใบอนุญาตเหล่านี้ "
            "ถ้าแหล่งข้อมูลมีเฉพาะใบอนุญาตที่มีผลอยู่ ให้สร้างใหม่ด้วย --only-in-force",
            "{count} rows do not state whether their licence is in force; no label can agree by them. If the source "
            "lists only licences in force, build again with --only-in-force",
        ),
        "build.left_out": (
            "{count} ช่องอ่านไม่เข้าใจ จึงรับใบอนุญาตไว้โดยไม่มีข้อมูลช่องนั้น ถ้าเป็นช่องสถานะหรือวันที่ จะถือว่าไม่ระบุสถานะ",
            "{count} cells could not be understood; their licences were kept without them, and where a state or a day "
            "was lost, without a state",
        ),
        "build.row_kept": ("{reason} (รับใบอนุญาตไว้โดยไม่มีช่องนี้)", "{reason} (the licence was kept without it)"),
        "build.narrowed": (
            "ขอให้ครอบคลุม {asked} แต่มีแถวที่ตัดออก (บรรทัด {lines}) จึงครอบคลุมได้เพียง {covers}",
            "Asked to cover {asked}, but rows were rejected (lines {lines}); it covers {covers}",
        ),
        "build.nothing": ("ไม่ครบถ้วนสำหรับมาตรฐานใด", "no standard completely"),
        "build.dated_by_file": (
            "ไม่ได้บอกวันที่ของข้อมูล จึงใช้วันที่แก้ไขไฟล์ {date} บอกวันจริงได้ด้วย --date",
            "No date was given; took the day the file was last changed, {date}. State the true one with --date",
        ),
        "build.dated_ahead": (
            "วันที่ของข้อมูล {date} ยังมาไม่ถึง จะไม่มีผลว่าตรงกันจนกว่าจะถึงวันนั้น โปรดตรวจ --date",
            "The day of the data, {date}, is yet to come; nothing agrees before it. Check --date",
        ),
        "build.more": (
            "และอีก {count} แถว ดูทั้งหมดได้ด้วย --rejects FILE.csv",
            "and {count} more; --rejects FILE.csv writes all",
        ),
        "line": ("บรรทัด", "Line"),
        "column": ("คอลัมน์", "Column"),
        "reason": ("เหตุผล", "Reason"),
        "cell": ("ข้อมูลในช่อง", "Cell"),
        "publish.done": ("เผยแพร่ทะเบียนในฐานข้อมูลแล้ว", "The list is the database's current one"),
        # ---- show, lookup ---------------------------------------------------------------------------------------
        "list.id": ("รหัสทะเบียน", "List id"),
        "list.date": ("ข้อมูล ณ วันที่", "As of"),
        "list.age": ("{days} วันก่อน", "{days} days ago"),
        "list.age_today": ("วันนี้", "today"),
        "list.age_yesterday": ("เมื่อวาน", "yesterday"),
        "list.rows": ("จำนวนแถว", "Rows"),
        "list.licences": ("จำนวนใบอนุญาต", "Licences"),
        "list.complete_for": ("ครอบคลุมครบถ้วน", "Covers completely"),
        "waiting.total": ("รหัส QR ที่รอค้นใบอนุญาต: {count}", "Ids of QR codes that wait for their licence: {count}"),
        "waiting.id": ("รหัส QR", "QR id"),
        "waiting.count": ("จำนวนครั้ง", "Seen"),
        "waiting.first": ("พบครั้งแรก", "First"),
        "waiting.last": ("พบล่าสุด", "Last"),
        "waiting.asked": ("ค้นแล้วไม่พบเมื่อ", "Asked in vain"),
        "build.qr_ids": ("เติมรหัส QR ให้ใบอนุญาต {count} ใบ จาก {path}", "QR ids of {count} licences taken from {path}"),
        "list.samples": ("เฉพาะเลขสมมติของตัวอย่าง", "the made-up numbers of samples alone"),
        "list.all": ("ทุกมาตรฐาน", "every standard"),
        "list.source": ("แหล่งข้อมูล", "Source"),
        "list.checked": ("อ่านครบทุกแถว รหัสทะเบียนถูกต้อง", "Every row was read and the id is right"),
        "found.none": ("ไม่พบ {text} ในทะเบียนวันที่ {date}", "{text} is not in the list of {date}"),
        "found.count": ("พบ {count} รายการ", "{count} found"),
        "found.shown": ("แสดง {shown} จาก {count} รายการ", "{shown} of {count} shown"),
        "found.near": (
            "เลขที่คล้ายกันในทะเบียน (อาจอ่านหรือพิมพ์ผิด ไม่ถือว่าตรง):",
            "Numbers in the list that look like it (a misreading perhaps, never a match):",
        ),
        # ---- diff -----------------------------------------------------------------------------------------------
        "diff.same": ("ใบอนุญาตในทะเบียนทั้งสองเหมือนกันทุกรายการ", "Both lists hold the same licences"),
        "diff.from_to": ("จากทะเบียนวันที่ {old} ไปเป็น {new}", "From the list of {old} to that of {new}"),
        "diff.counts": (
            "เพิ่ม {added} หายไป {gone} เปลี่ยนสถานะ {status} เปลี่ยนชื่อผู้รับ {holder} เปลี่ยนอย่างอื่น {other}",
            "{added} new, {gone} gone; {status} with another state, {holder} with another holder, {other} otherwise",
        ),
        "diff.added": ("ใหม่: {licence} ({standard}) {holder}", "New: {licence} ({standard}) {holder}"),
        "diff.gone": (
            "หายไปจากทะเบียน: {licence} ({standard}) {holder}",
            "Gone from the list: {licence} ({standard}) {holder}",
        ),
        "diff.status": (
            "{licence} ({standard}) {holder}: {before} → {after}",
            "{licence} ({standard}) {holder}: {before} → {after}",
        ),
        "diff.holder": (
            "{licence} ({standard}) ผู้รับ: {before} → {after}",
            "{licence} ({standard}) holder: {before} → {after}",
        ),
        "diff.other": (
            "{licence} ({standard}) {holder}: {fields} เปลี่ยน",
            "{licence} ({standard}) {holder}: changed {fields}",
        ),
        "diff.rows": ("จำนวนแถว", "number of rows"),
        "diff.covers_more": ("ครอบคลุมเพิ่ม: {covers}", "Covers in addition: {covers}"),
        "diff.covers_less": ("ไม่ครอบคลุมแล้ว: {covers}", "Covers no longer: {covers}"),
        # ---- sync ---------------------------------------------------------------------------------------------------
        "sync.start": (
            "{count} มาตรฐานจาก {page} ทีละหน้า เว้นหน้าละ {pause} วินาที",
            "{count} standards from {page}, one page every {pause} s",
        ),
        "sync.walked": ("มอก. {standard}: {count} ใบอนุญาต", "TIS {standard}: {count} licences"),
        "sync.walked_in_part": (
            "มอก. {standard}: {count} แถว มีแถวที่อ่านไม่เข้าใจ",
            "TIS {standard}: {count} rows, not all of them understood",
        ),
        "sync.done": ("บันทึกไว้ที่ {table} และ {coverage}", "Kept in {table} and {coverage}"),
        "sync.no_licence": ("ไม่พบเลขใบอนุญาตเดียวในหน้านั้น", "the page names no licence, or several"),
        # ---- catalogue ------------------------------------------------------------------------------------------
        "catalogue.unknown": ("ไม่รู้จัก มอก. {standard}", "TIS {standard} is not known"),
        "catalogue.title": ("ชื่อมาตรฐาน", "Title"),
        "catalogue.kind": ("ประเภท", "Kind"),
        "catalogue.compulsory": ("บังคับ", "compulsory"),
        "catalogue.voluntary": ("ทั่วไป", "voluntary"),
        "catalogue.no_product": ("ไม่ใช่มาตรฐานผลิตภัณฑ์", "no standard for products"),
        "catalogue.inferred": (" (สรุปจากชนิดใบอนุญาต)", " (concluded from the types of licences)"),
        "catalogue.since": ("บังคับตั้งแต่", "Compulsory since"),
        "catalogue.transition": ("ช่วงเปลี่ยนผ่าน แสดงเครื่องหมายได้ทั้งสองแบบ", "in transition: either mark is lawful"),
        "catalogue.goods": ("สินค้า", "Goods"),
        "catalogue.predecessor": ("แทนฉบับเดิม", "Replaces"),
        "catalogue.successor": ("ถูกแทนด้วย", "Replaced by"),
        "catalogue.source": ("ที่มา: {source} ข้อมูล ณ {date}", "Source: {source}, as of {date}"),
        "catalogue.updated": (
            "ปรับข้อมูลมาตรฐานแล้ว: {count} รายการ ข้อมูล ณ {date}",
            "Catalogue updated: {count} standards, as of {date}",
        ),
        "catalogue.added": ("ใหม่ {count}: {standards}", "{count} new: {standards}"),
        "catalogue.gone": (
            "ไม่มีใบอนุญาตแล้ว {count} (ยังเก็บไว้): {standards}",
            "{count} without a licence now (kept): {standards}",
        ),
        "catalogue.other_type": ("เปลี่ยนประเภท {count}: {standards}", "{count} of another kind now: {standards}"),
        "diff.more": ("และอีก {count} รายการ ดูทั้งหมดได้ด้วย --all", "and {count} more; --all shows them"),
    }
)


def say(key: str, lang: str, **values: object) -> str:
    """The words of `key` in `th` or `en` with their placeholders filled. Raises KeyError."""
    return WORDS[key][0 if lang == "th" else 1].format_map(values)
