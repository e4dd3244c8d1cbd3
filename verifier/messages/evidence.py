"""Words of evidence bundles: what a check found, what is proven, what judging again changed. Key → (Thai, English)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # ---- how a check ends ---------------------------------------------------------------------------------
        "state.whole": (
            "ชุดหลักฐานครบถ้วน ไม่มีการแก้ไขหลังลงนาม และลงนามด้วยกุญแจที่ระบุ",
            "Whole: unchanged since it was signed with the key that was given.",
        ),
        "state.whole.own": (
            "ชุดหลักฐานครบถ้วน ไม่มีการแก้ไขหลังลงนาม และลงนามด้วยกุญแจของระบบนี้เอง",
            "Whole: unchanged since it was signed with this service's own key.",
        ),
        "state.changed": (
            "ชุดหลักฐานนี้ใช้ไม่ได้ มีส่วนที่ถูกแก้ไข เสียหาย หรือขัดกันเอง",
            "Refused: a part of this bundle was changed, is damaged or contradicts another.",
        ),
        "state.unproven": (
            "ไม่พบการแก้ไข แต่ยังพิสูจน์ไม่ได้ว่าเป็นของใคร",
            "Nothing was found changed, but it is not proven whose it is.",
        ),
        "state.unstamped": (
            "ไม่พบการแก้ไข แต่ยังพิสูจน์เวลาไม่ได้",
            "Nothing was found changed, but the time is not proven.",
        ),
        "state.newer": (
            "ตรวจด้วยรุ่นนี้ไม่ได้ ชุดนี้ระบุว่าทำด้วย MokCheck รุ่นใหม่กว่า ให้อัปเดต MokCheck แล้วตรวจอีกครั้ง",
            "It cannot be checked with this version: it says that a newer MokCheck made it. Update MokCheck and check "
            "again.",
        ),
        "state.other": (
            "ยังไม่ได้ตรวจอะไรในไฟล์นี้ เพราะเป็นหลักฐานอีกชนิดหนึ่ง ใช้คำสั่งข้างล่างแทน",
            "Nothing of it was checked: it is evidence of another kind. Use the command below.",
        ),
        "state.stamp": (
            "ชุดหลักฐานนี้ใช้ไม่ได้ เพราะตราประทับเวลาในชุดใช้ไม่ได้ ส่วนอื่นไม่พบการแก้ไข "
            "ใครก็ใส่หรือแก้ตราประทับภายหลังได้ ให้ขอชุดที่ไม่มีตราประทับ หรือชุดที่มีตราประทับถูกต้อง",
            "Refused: the time stamp in it does not hold. Nothing else was found changed, and anybody could put in or "
            "change a stamp later: ask for the bundle without it, or with a right one.",
        ),
        # ---- what is wrong ------------------------------------------------------------------------------------
        "archive.unreadable": ("ไฟล์นี้ไม่ใช่ชุดหลักฐาน หรือไฟล์ขาด", "not a bundle, or cut short"),
        "archive.bounds": (
            "มีรายการหรือขนาดที่ชุดหลักฐานในรุ่นนี้ไม่มี จึงไม่เปิดอ่าน",
            "holds what no bundle known to this version holds (names, sizes, compression); it was not read",
        ),
        "archive.case": (
            "เป็นแฟ้มที่ส่งออก ไม่ใช่ชุดหลักฐานชุดเดียว ตรวจด้วย mokcheck cases verify",
            "an exported case, not a single bundle: check it with mokcheck cases verify",
        ),
        "archive.bundle": (
            "เป็นชุดหลักฐานชุดเดียว ไม่ใช่แฟ้มที่ส่งออก ตรวจด้วย mokcheck report verify",
            "a single bundle, not an exported case: check it with mokcheck report verify",
        ),
        "archive.changed": ("ไบต์ของไฟล์ zip ต่างจากที่โปรแกรมเขียน", "the zip's own bytes are not those that were written"),
        "part.changed": ("เนื้อหาไม่ตรงกับค่าแฮชในรายงาน", "its content is not what the report's hash says"),
        "part.missing": ("ขาดหายไป", "is missing"),
        "part.extra": ("ไม่ใช่ส่วนของรายงานนี้", "does not belong to this report"),
        "report.changed": ("รายงานไม่ตรงกับที่บันทึกไว้ในซอง", "the report is not the one that the envelope is of"),
        "report.form": ("รายงานไม่ถูกรูปแบบหรือขัดกันเอง", "the report is not of the known form, or contradicts itself"),
        "form.newer": (
            "ระบุว่าทำด้วยรุ่นใหม่กว่า รุ่นนี้อ่านไม่ได้",
            "says that it is of a newer version, which this one cannot read",
        ),
        "report.does_not_follow": (
            "ผลในรายงานไม่ตรงกับสิ่งที่เห็นในภาพและทะเบียนซึ่งบันทึกไว้ด้วยกัน",
            "its verdict does not follow from the sights and the list that are stored with it",
        ),
        "envelope.form": ("ซองลายมือชื่อไม่ถูกรูปแบบ", "the envelope is not of the known form"),
        "envelope.key": ("หมายเลขกุญแจไม่ตรงกับกุญแจในซอง", "the key id is not that of the key beside it"),
        "envelope.hash": (
            "ค่าแฮชในซองไม่ใช่ของรายงานที่ลงนามไว้",
            "the hash in the envelope is not that of the signed report",
        ),
        "signature.wrong": (
            "ลายมือชื่อไม่ใช่ของรายงานนี้ด้วยกุญแจในซอง",
            "the signature was not made over this report with the key in the envelope",
        ),
        "stamp.form": ("ไม่ใช่ตราประทับเวลาที่ใช้ได้", "is no time stamp that an authority granted (RFC 3161)"),
        "stamp.other": ("เป็นตราประทับเวลาของข้อมูลอื่น", "is a time stamp over other bytes than this envelope's"),
        "stamp.nonce": ("เป็นคำตอบของคำขออื่น", "is the answer to another request"),
        "stamp.signature": (
            "ลายมือชื่อของตราประทับเวลาไม่ถูกต้อง หรือตราประทับถูกแก้ไข",
            "the time stamp's signature is wrong, or it was changed",
        ),
        "stamp.purpose": (
            "ใบรับรองของผู้ประทับไม่ได้ออกมาเพื่อประทับเวลา",
            "the certificate that made it is not one for time stamps",
        ),
        "stamp.chain": (
            "ใบรับรองของผู้ประทับต่อกันไปถึงใบรับรองรากไม่ถูกต้อง",
            "the certificates by which it leads to a root do not hold",
        ),
        "stamp.expired": (
            "ใบรับรองของผู้ประทับหมดอายุหรือยังไม่มีผลในเวลาที่ประทับ",
            "a certificate was expired, or not yet valid, at the moment of the stamp",
        ),
        # ---- why a whole bundle may prove nothing ---------------------------------------------------------------
        "unsigned": ("ไม่มีลายมือชื่อ ใครก็ทำชุดแบบนี้ขึ้นใหม่ได้", "It is not signed: anybody could have made it anew."),
        "key.not_given": (
            "มีลายมือชื่อ แต่ไม่ได้ระบุกุญแจสาธารณะที่เชื่อถือ (ในคำสั่งใช้ --key)",
            "It is signed, but no public key was given to trust (on the command line: --key).",
        ),
        "key.other": (
            "ลงนามด้วยกุญแจอื่น ไม่ใช่กุญแจที่ระบุ",
            "It is signed with another key than those given.",
        ),
        "key.revoked": (
            "กุญแจนี้ถูกเพิกถอนแล้ว บอกไม่ได้ว่าลงนามก่อนหรือหลังเพิกถอน",
            "The key is revoked; whether it signed before that cannot be told.",
        ),
        "key.revoked.since": ("{said} (เพิกถอนเมื่อ {why})", "{said} (revoked {why})"),
        "stamp.none": (
            "ไม่มีตราประทับเวลา จึงไม่มีอะไรให้ตรวจกับใบรับรองรากที่ระบุ",
            "It bears no time stamp that could lead to the roots that were given.",
        ),
        "stamp.root": (
            "ตราประทับเวลาไม่ได้มาจากผู้ประทับตามใบรับรองรากที่ระบุ",
            "Its time stamp does not lead to the roots that were given.",
        ),
        "stamp.algorithm": (
            "ตราประทับเวลาใช้วิธีเข้ารหัสที่ไม่รับ จึงยังพิสูจน์เวลาไม่ได้ (ต้องเป็น SHA-256 ของซอง ลงนามด้วย SHA-256 ขึ้นไป "
            "และ RSA ตั้งแต่ 2048 บิต)",
            "Its time stamp is of a kind that is not taken and proves no time: it must be over the SHA-256 of the "
            "envelope, signed with SHA-256 or stronger, with RSA keys of 2048 bits or more.",
        ),
        "stamp.future": (
            "เวลาในตราประทับยังมาไม่ถึงตามนาฬิกาของเครื่องที่ใช้ตรวจ นาฬิกาเครื่องใดเครื่องหนึ่งผิด จึงยังพิสูจน์เวลาไม่ได้",
            "Its time stamp is of a moment that has not come yet by this machine's clock: one of the two clocks is "
            "wrong, and no time is proven.",
        ),
        # ---- what is proven and what is not ---------------------------------------------------------------------
        "proven": ("สิ่งที่พิสูจน์ได้", "What is proven"),
        "proven.bytes": (
            "รายงานและไฟล์ภาพต้นฉบับทุกไบต์เป็นชุดเดียวกับตอนลงนาม",
            "Report and original photos are, byte for byte, those that were signed.",
        ),
        "proven.key": (
            "ผู้ลงนามมีกุญแจส่วนตัวของ {name} ({fingerprint})",
            "The signer had the private key of {name} ({fingerprint}).",
        ),
        "proven.recomputed": (
            "ผลในรายงานคำนวณซ้ำจากสิ่งที่บันทึกไว้ได้ผลเดียวกัน",
            "The verdict was worked out again from what is stored, with the same result.",
        ),
        "proven.stamp": (
            "รายงาน ภาพ และซองนี้มีอยู่แล้วเมื่อ {moment} ประทับเวลาโดย {authority} ตามใบรับรองรากที่ระบุ",
            "Report, photos and envelope were there at {moment}: stamped by {authority}, whose certificate leads to "
            "the roots that were given.",
        ),
        "not_proven": ("สิ่งที่ไม่ได้พิสูจน์", "What is not proven"),
        "not_proven.holder": ("ใครถือกุญแจในขณะลงนาม", "Who held the key when it was signed."),
        "not_proven.clock": (
            "นาฬิกาของเครื่องตรงหรือไม่ ({judged} เป็นเวลาของเครื่อง ไม่มีตราประทับเวลา)",
            "Whether the machine's clock was right ({judged} is its word; there is no time stamp).",
        ),
        "not_proven.stamp": (
            "นาฬิกาของเครื่องตรงหรือไม่ ({judged} เป็นเวลาของเครื่อง มีตราประทับเวลา แต่ยังไม่ได้ตรวจ "
            "ต้องใช้ใบรับรองรากของผู้ประทับกับคำสั่ง mokcheck report verify --roots)",
            "Whether the machine's clock was right ({judged} is its word; there is a time stamp that was not checked: "
            "mokcheck report verify --roots does so with the authority's roots).",
        ),
        "not_proven.before": (
            "ตรวจและลงนามก่อน {moment} นานเท่าใด ({judged} เป็นเวลาของเครื่อง)",
            "How long before {moment} it was judged and signed ({judged} is the machine's word).",
        ),
        "not_proven.ahead": (
            "เวลาที่ตรวจและลงนาม นาฬิกาของเครื่องเดินเร็วไป เพราะบันทึกไว้ว่า {judged} ซึ่งหลังเวลาในตราประทับ {moment}",
            "When it was judged and signed: the machine's clock was ahead, since its word, {judged}, is later than the "
            "stamp of {moment}.",
        ),
        "not_proven.scene": (
            "ภาพถ่ายที่ไหน เมื่อไร และเป็นสินค้าชิ้นใด",
            "Where and when the photos were taken, and of which goods.",
        ),
        "not_proven.recomputed": (
            "ผลในรายงานไม่ได้คำนวณซ้ำ เพราะทำด้วยกติการุ่นอื่น หรือมีข้อความมากเกินกว่าจะคำนวณ",
            "The verdict was not worked out again: rules of another version made it, or there is too much print in it.",
        ),
        "record": ("รายงาน (sha256)", "Report (sha256)"),
        "report.says": ("รายงานสรุปว่า", "The report says"),
        "report.as_of": ("{verdict} (ณ วันที่ {day})", "{verdict} (as of {day})"),
        "files": ("ไฟล์ต้นฉบับ", "Original files"),
        # ---- making one -----------------------------------------------------------------------------------------
        "wrote": ("บันทึกชุดหลักฐานแล้ว: {path}", "Evidence written: {path}"),
        "wrote.unsigned": (
            "ชุดหลักฐานนี้ไม่ได้ลงนาม ใช้ --sign เพื่อลงนาม",
            "This bundle is not signed; --sign signs one.",
        ),
        "wrote.stamped": (
            "ประทับเวลาแล้ว: {path} ({moment} โดย {authority})",
            "Stamped: {path} ({moment}, by {authority})",
        ),
        "stamp.clocks": (
            "นาฬิกาของเครื่องนี้ต่างจากผู้ประทับเวลา {minutes} นาที โปรดตั้งให้ตรง",
            "This machine's clock and the authority's are {minutes} minutes apart: set it.",
        ),
        "key.open": (
            "ผู้อื่นอ่านไฟล์กุญแจ {path} ได้ ควรจำกัดสิทธิ์ด้วย chmod 600",
            "Others can read the key file {path}; chmod 600 keeps it yours.",
        ),
        "passphrase": ("รหัสผ่านของกุญแจ", "Passphrase of the key"),
        "wrote.pdf": ("บันทึก PDF แล้ว: {path}", "PDF written: {path}"),
        # ---- the printed form -----------------------------------------------------------------------------------
        "sheet.title": ("บันทึกการตรวจฉลากสินค้า", "Record of a product label inspection"),
        "sheet.footer": (
            "จัดทำด้วย MokCheck ไม่ใช่เอกสารของหน่วยงานใด · sha256 {sha256}",
            "Made with MokCheck; not a document of any agency · sha256 {sha256}",
        ),
        "sheet.attached": (
            "รายงานที่ลงนาม ครบทุกไบต์ (canonical JSON)",
            "The report, byte for byte as it was signed (canonical JSON)",
        ),
        "sheet.qr": (
            "รหัส QR คือค่าแฮชของรายงาน ใช้เทียบกับผลของ mokcheck report verify",
            "The QR code is the report's hash, to be compared with what mokcheck report verify prints",
        ),
        "sheet.day": ("ตรวจ ณ วันที่", "Judged as of"),
        "sheet.judged": ("เวลาไทยตามเครื่อง", "Bangkok time, by the machine"),
        "sheet.category": ("ประเภทสินค้า", "Kind of goods"),
        "sheet.framed": ("ตัดสินเฉพาะฉลากในกรอบ", "One label judged, framed"),
        "sheet.frame": ("ภาพที่ {number}: {place}", "photo {number}: {place}"),
        "sheet.list_id": ("รหัสทะเบียน", "List id"),
        "sheet.versions": ("รุ่นของส่วนต่าง ๆ", "Versions"),
        "sheet.signature": ("ลายมือชื่ออิเล็กทรอนิกส์", "Electronic signature"),
        "sheet.key": ("ลายนิ้วมือกุญแจ", "Key fingerprint"),
        "sheet.key_name": ("กุญแจของ", "Key of"),
        "sheet.basis": ("กฎหมายหรือข้อเท็จจริงที่อ้าง", "Ground"),
        "sheet.photo": ("ภาพที่ {number}", "Photo {number}"),
        "sheet.number": ("ที่", "No."),
        "sheet.crop": ("ในภาพ", "In the photo"),
        "sheet.seen": ("อ่านได้", "Read as"),
        "sheet.list_says": ("ทะเบียนและผลตรวจว่า", "What list and check say"),
        "sheet.match": ("ในทะเบียน: {row}", "Listed: {row}"),
        "sheet.near": ("ใกล้เคียง ไม่ใช่เลขเดียวกัน: {row}", "Near, not the same: {row}"),
        "sheet.marks": ("เครื่องหมาย", "Mark"),
        "sheet.standards": ("เลขมาตรฐาน", "Standard number"),
        "sheet.licences": ("เลขใบอนุญาต", "Licence number"),
        "sheet.holders": ("ชื่อผู้ประกอบการ", "Firm"),
        "sheet.codes": ("รหัส QR หรือบาร์โค้ด", "QR or bar code"),
        "sheet.certificates": ("ใบรับรองอื่น", "Another certificate"),
        "sheet.statements": ("ข้อความอื่นบนฉลาก", "Another statement"),
        "sheet.wordless": ("สิ่งอื่นในภาพ", "Something else in the photo"),
        "sheet.places": ("{said} ({count} แห่ง)", "{said} ({count} places)"),
        "sheet.by_hand": ("ลงลายมือชื่อ", "Signed by hand"),
        "sheet.officer": ("ผู้ตรวจ / วันที่", "Inspector, date"),
        "sheet.witness": ("ผู้นำตรวจหรือพยาน / วันที่", "Person present or witness, date"),
        # ---- the store ------------------------------------------------------------------------------------------
        "trail.form": ("รายการไม่ถูกรูปแบบ", "is not of the known form"),
        "trail.broken": (
            "ไม่ต่อจากรายการก่อนหน้า มีรายการถูกแก้ ตัดออก หรือแทรก",
            "does not follow from the one before: an entry was changed, taken out or put in",
        ),
        "trail.head": (
            "ไม่พบรายการที่จดไว้ ท้ายบันทึกถูกตัด",
            "the head that was noted is not in it: its end was cut off",
        ),
        "store.held": ("ระงับการลบ", "held"),
        "store.head": ("รายการล่าสุด (จดไว้ที่อื่น): {head}", "Head (note it elsewhere): {head}"),
        # ---- keys -----------------------------------------------------------------------------------------------
        "signing.created": (
            "สร้างกุญแจแล้ว: {private} (เก็บเป็นความลับ) และ {public} (แจกได้)",
            "Made {private} (keep it secret) and {public} (give it away).",
        ),
        "signing.fingerprint": ("ลายนิ้วมือกุญแจ: {fingerprint}", "Fingerprint: {fingerprint}"),
        "signing.in_use": ("ใช้งาน", "in use"),
        "signing.revoked": ("เพิกถอน {day}", "revoked {day}"),
        "signing.none": ("ไม่มีไฟล์กุญแจสาธารณะใน {folder}", "There is no public key file in {folder}."),
        "signing.tell": (
            "ส่งไฟล์ {path} ให้ทุกคนที่ใช้ตรวจ ผู้ที่ยังใช้ไฟล์เดิมจะไม่รู้ว่าเพิกถอนแล้ว",
            "Give {path} to everybody who checks with it: an older copy does not know.",
        ),
        # ---- judging again ----------------------------------------------------------------------------------------
        "rejudge.file": ("ไฟล์", "File"),
        "rejudge.then": ("ผลเดิม", "Then"),
        "rejudge.that_day": ("ทะเบียนใหม่ ณ วันตรวจ", "New list, as of then"),
        "rejudge.today": ("ทะเบียนใหม่ ณ {day}", "New list, as of {day}"),
        "rejudge.as_of": (" (ณ {day} ซึ่งเป็นวันของทะเบียน)", " (as of {day}, the list's own day)"),
        "rejudge.why": ("สาเหตุ", "Because of"),
        "rejudge.same": ("ไม่มีอะไรเปลี่ยน", "nothing changed"),
        "rejudge.refused": ("ใช้ไม่ได้", "refused"),
        "rejudge.ended": ("ใบอนุญาตที่สิ้นผลหลังการตรวจ", "Licences that ended since"),
        "cause.rules": ("กติกา", "rules"),
        "cause.list": ("ทะเบียน", "list"),
        "cause.day": ("วันที่", "day"),
        "came": ("ข้อใหม่", "new"),
        "gone": ("ไม่มีแล้ว", "gone"),
        "verdict.agrees": ("ตรงกัน", "agrees"),
        "verdict.conflicts": ("ขัดกัน", "conflicts"),
        "verdict.cannot_tell": ("ยังสรุปไม่ได้", "cannot tell"),
    }
)


def say(key: str, lang: str, **values: str) -> str:
    """The words of `key` in `th` or `en`, filled. Raises KeyError."""
    return WORDS[key][0 if lang == "th" else 1].format(**values)
