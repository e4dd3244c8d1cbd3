"""Words of the page for people: key → (Thai, English). `{…}` is filled by the page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": ("ตรวจเครื่องหมาย มอก. จากภาพถ่าย", "Check a TIS mark from a photo"),
        "headline": ("ฉลากนี้ตรงกับใบอนุญาต มอก. ไหม", "Does this label match a TIS licence?"),
        "lead": (
            "ถ่ายรูปฉลาก แล้วรู้ว่าเครื่องหมาย เลข มอก. ใบอนุญาต และ QR ตรงกับทะเบียนหรือไม่",
            "Photograph the label and see whether mark, number, licence and QR agree with the list of licences.",
        ),
        "skip": ("ข้ามไปยังเนื้อหา", "Skip to content"),
        "home": ("หน้าแรก", "Home"),
        "switch": ("English", "ภาษาไทย"),
        "how": ("วิธีตรวจและข้อจำกัด", "How it works and what it cannot know"),
        "privacy": ("ความเป็นส่วนตัว", "Privacy"),
        "accuses.nobody": (
            "ผลนี้เทียบเฉพาะข้อความบนฉลาก ยังไม่ได้ชี้ว่าผู้ขายทำผิด",
            "This compares only what the label says; it does not say that the seller did wrong.",
        ),
        "docs": ("สำหรับนักพัฒนา: API", "For developers: the API"),
        "list.stale": (
            "ทะเบียนที่ใช้เทียบเก่าเกินไป ผลจึงสรุปไม่ได้จนกว่าผู้ให้บริการจะปรับปรุง",
            "The list in use is too old: nothing can be told until whoever runs this service renews it.",
        ),
        "kept": (
            "รูปใช้ตอบครั้งนี้เท่านั้น ระบบไม่เก็บไว้ ผลอยู่ในเครื่องของคุณ และไม่เปิดลิงก์ใน QR",
            "Photos serve this one answer; the service keeps none. Answers stay on your phone. "
            "A QR code’s link is never opened.",
        ),
        # ---- the form ---------------------------------------------------------------------------------------------
        "photos": ("รูปของสินค้าชิ้นเดียว 1–{limit} รูป", "Photos of one product, 1–{limit}"),
        "photos.hint": (
            "ให้เครื่องหมาย เลขใต้เครื่องหมาย และ QR คมชัดเต็มกรอบ",
            "Get the mark, the numbers under it and the QR code sharp and large.",
        ),
        "photos.desk": (
            "ลากไฟล์รูปมาวางในหน้านี้ หรือคัดลอกรูปแล้วกด Ctrl+V ก็ได้",
            "Or drop photos onto this page, or copy one and press Ctrl+V.",
        ),
        "sample": ("ตัวอย่าง", "SAMPLE"),
        "sketch": (
            "ภาพวาดฉลากตัวอย่าง มีเครื่องหมาย เลข มอก. และ QR อยู่ใกล้กัน",
            "A drawn sample label: mark, standard number and QR code stand close together",
        ),
        "camera": ("ถ่ายรูปฉลาก", "Photograph the label"),
        "camera.more": ("ถ่ายอีกด้าน", "Other side"),
        "choose": ("เลือกรูป", "Choose photos"),
        "remove": ("เอารูปที่ {number} ออก", "Remove photo {number}"),
        "shot": ("รูปที่ {number}", "Photo {number}"),
        "too_many": ("ใส่ได้ไม่เกิน {limit} รูป รูปที่เกินไม่ได้ใส่ไว้", "At most {limit} photos; the rest were left out."),
        "no_photo": (
            "“{name}” ไม่ใช่รูป หรือเปิดไม่ได้ จึงไม่ได้ใส่ไว้",
            "“{name}” is no photo or cannot be opened; it was left out.",
        ),
        "category.ask": ("เป็นสินค้าอะไร", "What product?"),
        "optional": ("ไม่ระบุก็ได้", "optional"),
        "category.any": ("ไม่ระบุ", "Not stated"),
        "category.find": ("ค้นหาสินค้า", "Find a product"),
        "category.none": ("ไม่มีสินค้านี้ในรายการ ไม่ต้องระบุก็ตรวจได้", "Not in the list; it can be checked without."),
        "category.why": (
            "ช่วยจับกรณีใช้เลขของสินค้าอื่นหรือของชิ้นส่วน",
            "Helps to catch a number that belongs to other goods or to a part.",
        ),
        "submit": ("ตรวจสอบ", "Check"),
        "sending": ("กำลังส่งรูป", "Sending the photos"),
        "sending.smaller": ("สัญญาณอ่อน กำลังส่งรูปที่ย่อลง", "Weak signal: sending smaller copies"),
        "smaller": (
            "สัญญาณอ่อน จึงส่งรูปที่ย่อลง ถ้ายังสรุปไม่ได้ ลองตรวจซ้ำเมื่อสัญญาณดีขึ้น",
            "The signal was weak, so smaller copies were sent. If nothing could be told, try again with a better one.",
        ),
        "working": ("ส่งแล้ว กำลังอ่านฉลาก", "Sent. Reading the label"),
        "busy": ("มีผู้ใช้มาก จะส่งอีกครั้งใน {seconds} วินาที", "The service is busy. Sending again in {seconds} seconds"),
        "shrinking": ("กำลังเตรียมรูป", "Preparing the photos"),
        "cancel": ("ยกเลิก", "Cancel"),
        "failed": ("ส่งไม่สำเร็จ", "Sending failed"),
        "retry": ("ลองอีกครั้ง", "Try again"),
        # ---- what went wrong --------------------------------------------------------------------------------------
        "error.lost": (
            "หน้านี้อาจถูกย้ายหรือพิมพ์ที่อยู่ไม่ครบ กลับไปหน้าแรกเพื่อตรวจฉลาก",
            "It may have moved, or its address was cut short. Go to the first page to check a label.",
        ),
        "error.wait": ("รอ {seconds} วินาที แล้วโหลดหน้านี้ซ้ำ", "Wait {seconds} seconds, then reload this page."),
        "error.wait_and_post": (
            "รอ {seconds} วินาที แล้วโหลดหน้านี้ซ้ำ เบราว์เซอร์จะถามว่าจะส่งรูปเดิมอีกครั้งไหม ให้ตอบตกลง",
            "Wait {seconds} seconds, then reload this page, and agree when the browser asks to send the photos again.",
        ),
        # ---- the camera -------------------------------------------------------------------------------------------
        "camera.frame": ("ให้เครื่องหมาย เลข และ QR อยู่ในกรอบ", "Keep the mark, the numbers and the QR in the frame"),
        "camera.frame.live": (
            "ให้เครื่องหมาย เลข และ QR อยู่ในกรอบ พอชัดแล้วจะถ่ายให้เอง",
            "Mark, numbers and QR in the frame: once sharp, the photo takes itself",
        ),
        "camera.shoot": ("ถ่าย", "Take the photo"),
        "camera.close": ("ปิดกล้อง", "Close the camera"),
        "camera.torch": ("ไฟฉาย", "Torch"),
        "camera.zoom": ("ซูม", "Zoom"),
        "camera.use": ("ใช้รูปนี้", "Use this photo"),
        "camera.again": ("ถ่ายใหม่", "Take it again"),
        "camera.starting": ("กำลังเปิดกล้อง", "Starting the camera"),
        "camera.lost": (
            "กล้องหยุดทำงาน ปิดแล้วเปิดใหม่อีกครั้ง",
            "The camera has stopped. Close it and open it again.",
        ),
        "camera.denied": (
            "เปิดกล้องในหน้านี้ไม่ได้ ใช้ปุ่มเลือกรูปแทน แล้วถ่ายด้วยกล้องของเครื่อง",
            "The camera cannot be opened here. Choose a photo instead; your phone’s camera can take it.",
        ),
        "seen.qr": ("อ่าน QR ได้แล้ว", "QR code readable"),
        "seen.qr.near": ("เห็น QR แล้ว", "QR code in sight"),
        "live.good": ("ชัดแล้ว ถ่ายได้เลย", "Sharp. Take the photo"),
        "live.too_dark": ("มืดไป หาแสงเพิ่มหรือเปิดไฟฉาย", "Too dark: more light, or the torch"),
        "live.too_blurred": ("ยังไม่ชัด ถือให้นิ่งหรือขยับห่างเล็กน้อย", "Not sharp yet: hold still, or move back a little"),
        "live.glare": ("มีแสงสะท้อน เอียงเล็กน้อย", "A reflection: tilt a little"),
        "live.mark": (
            "ยังไม่เห็นเครื่องหมาย มอก. ถ้าไม่มี กดถ่ายได้เลย",
            "No TIS mark in sight yet. If there is none, just take the photo",
        ),
        "live.closer": ("ใกล้อีกนิด", "A little closer"),
        "live.tilt": ("เอียงหลบแสง", "Tilt it away from the light"),
        "live.hold": ("นิ่งไว้", "Hold still"),
        "live.taking": ("กำลังถ่าย นิ่งไว้", "Taking the photo: hold still"),
        "shot.good": ("ชัด", "sharp"),
        "shot.too_dark": ("มืดไป", "too dark"),
        "shot.too_blurred": ("ไม่ชัด", "blurred"),
        "shot.glare": ("แสงสะท้อน", "glare"),
        # ---- without a connection ---------------------------------------------------------------------------------
        "offline": ("ตอนนี้ไม่มีสัญญาณ", "There is no connection now"),
        "offline.how": (
            "ถ่ายไว้ก่อนได้ รูปจะอยู่ในเครื่องนี้ และส่งตรวจเองเมื่อมีสัญญาณ",
            "Photos stay on this phone for now and are sent once there is a connection.",
        ),
        "offline.lookup": (
            "ค้นหาได้เมื่อมีสัญญาณ ระหว่างนี้ถ่ายรูปฉลากไว้ก่อนได้ที่หน้าแรก",
            "Searching needs one. Until then, labels can be photographed on the first page.",
        ),
        "queue": ("รอส่งตรวจ", "Waiting to be checked"),
        "queue.kept": (
            "เก็บรูปไว้ในเครื่องนี้แล้ว จะส่งตรวจเองเมื่อมีสัญญาณ เปิดหน้านี้ไว้หรือกลับมาเปิดอีกครั้ง",
            "The photos are kept on this phone and will be sent once there is a connection, while this page is open.",
        ),
        "queue.kept.closed": (
            "เก็บรูปไว้ในเครื่องนี้แล้ว จะส่งตรวจเองเมื่อมีสัญญาณ ปิดหน้านี้ได้ กลับมาเปิดเมื่อต้องการดูผล",
            "The photos are kept on this phone and will be sent once there is a connection. You may close this page; "
            "come back to see the answer.",
        ),
        "queue.waiting": ("รอสัญญาณ", "waiting for a connection"),
        "queue.busy": ("ระบบไม่ว่าง จะส่งอีกครั้งเอง", "the service is busy; it will be sent again"),
        "queue.next": ("รอคิวส่ง", "next in line"),
        "queue.done": ("รูปที่รอ ตรวจเสร็จแล้ว", "What waited has been checked"),
        "queue.sending": ("กำลังตรวจ", "being checked"),
        "queue.ready": ("ตรวจแล้ว", "checked"),
        "queue.refused": ("ตรวจไม่ได้", "could not be checked"),
        "queue.photos": ("{number} รูป", "Photos: {number}"),
        "queue.open": ("ดูผล", "See the answer"),
        "queue.drop": ("ลบทิ้ง", "Delete"),
        "queue.now": ("ส่งเดี๋ยวนี้", "Send now"),
        # ---- earlier answers --------------------------------------------------------------------------------------
        "past": ("ผลที่ตรวจแล้ว", "Earlier answers"),
        "past.none": (
            "ยังไม่มี ผลที่ตรวจจะอยู่ในเครื่องนี้เท่านั้น ไม่ส่งไปไหน",
            "None yet. Answers will stay on this phone alone and are sent nowhere.",
        ),
        "past.kept": (
            "อยู่ในเครื่องนี้เท่านั้น ไม่ส่งไปไหน เก็บไม่เกิน {limit} ผลล่าสุด",
            "On this phone alone, sent nowhere; the latest {limit} at most.",
        ),
        "past.off": (
            "ปิดอยู่ ผลใหม่จะไม่ถูกเก็บ และหายไปเมื่อโหลดหน้านี้ซ้ำ",
            "Switched off: new answers are not kept, and are gone when this page is loaded again.",
        ),
        "past.blocked": (
            "เบราว์เซอร์นี้ไม่ให้เก็บข้อมูล จึงไม่มีประวัติ แต่ตรวจฉลากได้ตามปกติ",
            "This browser keeps nothing, so there is no history. Checking works as usual.",
        ),
        "past.keep": ("เก็บผลไว้ในเครื่องนี้", "Keep answers on this phone"),
        "past.drop": ("ลบผลของ", "Delete the answer of"),
        "past.drop_all": ("ลบทั้งหมด", "Delete all"),
        "past.sure": ("ลบผลทั้งหมดที่เก็บในเครื่องนี้ใช่ไหม", "Delete all answers kept on this phone?"),
        "past.of": (
            "ผลของวันที่ {date} เทียบกับทะเบียนวันที่ {list} ถ่ายใหม่เพื่อเทียบกับทะเบียนล่าสุด",
            "Answer of {date}, compared with the list of {list}. Photograph it again to use today’s list.",
        ),
        "past.of_none": (
            "ผลของวันที่ {date} ตอนนั้นไม่มีทะเบียนให้เทียบ ถ่ายใหม่เพื่อเทียบกับทะเบียนล่าสุด",
            "Answer of {date}, when there was no list. Photograph it again to use today’s list.",
        ),
        # ---- the answer -------------------------------------------------------------------------------------------
        "sign.agrees": ("ตรงกัน", "Agrees"),
        "sign.conflicts": ("ขัดกัน", "Conflicts"),
        "sign.cannot_tell": ("ยังสรุปไม่ได้", "Cannot tell"),
        "seen": ("สิ่งที่เห็นในรูป", "What was seen in the photo"),
        "seen.one": (
            "รูปที่ {number} มีกรอบและเลขกำกับสิ่งที่เห็น: {items}",
            "Photo {number} with numbered outlines round what was seen: {items}",
        ),
        "seen.nothing": ("ยังไม่เห็นเครื่องหมาย เลข หรือ QR ในรูปนี้", "No mark, number or QR code was seen in this photo"),
        "beside": ("สิ่งที่อ่านได้ เทียบกับทะเบียน", "What was read, beside the list"),
        "beside.read": ("บนฉลาก", "Label"),
        "beside.list": ("ในทะเบียน", "List"),
        "beside.near": ("เลขใกล้เคียงในทะเบียน", "Nearest in the list"),
        "beside.official": ("เว็บจริงของ สมอ.", "TISI’s own site"),
        "beside.none": ("ไม่มีในทะเบียน", "not in the list"),
        "beside.same": ("ตรงกันทุกตัว", "the same, letter by letter"),
        "beside.same_listed": ("ตรงกับทะเบียนทุกตัว", "exactly as listed"),
        "passed": ("ผ่าน {count} ข้อ:", "{count} passed:"),
        "passed.licence": ("ใบอนุญาต", "Licence"),
        "passed.holder": ("ชื่อบริษัท", "Firm"),
        "passed.category": ("ประเภทสินค้า", "Kind of goods"),
        "passed.rest": ("เรื่องอื่น", "The rest"),
        "beside.scripts": (
            "ใช้อักษรต่างกัน จึงไม่ได้เทียบทีละตัว",
            "In another script, so not compared letter by letter",
        ),
        "beside.differs": ("ต่างกัน {count} ตัว", "Characters that differ: {count}"),
        "crop": ("ส่วนที่ตัดจากรูป", "Cut from the photo"),
        "marks": ("เครื่องหมาย", "Mark"),
        "standards": ("เลข มอก.", "Standard number"),
        "licences": ("เลขใบอนุญาต", "Licence number"),
        "holders": ("ผู้รับใบอนุญาต", "Licensee"),
        "codes": ("QR", "QR code"),
        "link.open": ("เปิดหน้าใบอนุญาตบนเว็บ สมอ.", "Open the licence page at TISI"),
        "link.why": (
            "ลิงก์นี้เป็นของ สมอ. ทุกตัวอักษร จะเปิดเมื่อคุณกดเท่านั้น แล้วเทียบยี่ห้อ รุ่น และชื่อบริษัทกับของในมือ",
            "This link is TISI’s, letter by letter. It opens when you tap; compare brand, model and firm.",
        ),
        "ask": ("บอกว่าเป็นสินค้าอะไร", "Say what product it is"),
        "ask.again": ("ตรวจซ้ำด้วยรูปเดิม", "Check the same photos again"),
        "missing.codes": ("QR ของ สมอ.", "TISI’s QR code"),
        "missing": ("ที่ยังไม่เห็น:", "Not yet seen:"),
        "again": ("ตรวจชิ้นอื่น", "Check another"),
        "share": ("แชร์หรือพิมพ์ผล", "Share or print"),
        "share.short": ("แชร์", "Share"),
        "share.picture": ("แชร์เป็นรูป", "Share as a picture"),
        "share.text": ("แชร์เป็นข้อความ", "Share as text"),
        "share.copy": ("คัดลอกข้อความ", "Copy the text"),
        "share.print": ("พิมพ์", "Print"),
        "share.copied": ("คัดลอกแล้ว", "Copied"),
        "share.saved": ("บันทึกรูปแล้ว", "Picture saved"),
        "share.report": ("ข้อความสำหรับแจ้ง สมอ. หรือส่งต่อ", "Text to report to TISI, or to pass on"),
        "checked": ("ตรวจเมื่อ {date}", "Checked on {date}"),
        "checked.at": ("ตรวจเมื่อ {date} เวลา {time} น.", "Checked on {date} at {time}, Thai time"),
        "proof.list": ("รหัสของทะเบียน", "The list’s id"),
        "proof.photo": ("SHA-256 ของรูปที่ {number} ที่ส่งมา", "SHA-256 of photo {number} as sent"),
        "list.match": ("ใบอนุญาตในทะเบียน", "Licence in the list"),
        # ---- a number typed in ------------------------------------------------------------------------------------
        "lookup": ("ค้นหาโดยไม่ใช้รูป", "Search without a photo"),
        "lookup.number": (
            "เลขใบอนุญาต เลข มอก. ลิงก์ QR ชื่อบริษัท หรือชื่อสินค้า",
            "Licence or TIS number, QR link, firm or goods",
        ),
        "lookup.short": ("พิมพ์เลข ชื่อบริษัท หรือชื่อสินค้า", "Type a number, a firm or goods"),
        "lookup.hint": (
            "เช่น ท7195-54/1040 หรือ 2424-2565 หรือ พาวเวอร์แบงก์",
            "For instance ท7195-54/1040, 2424-2565 or power bank",
        ),
        "lookup.lookalike": (
            "ลิงก์นี้ทำให้ดูเหมือนหน้าเว็บของ สมอ. แต่ไม่ใช่ อย่าเปิดและอย่ากรอกข้อมูล",
            "This link only looks like a TISI page. Do not open it, and enter nothing there.",
        ),
        "lookup.unknown_id": (
            "ลิงก์นี้เป็นของ สมอ. แต่ระบบยังไม่รู้ว่าเป็นของใบอนุญาตใด",
            "This link is TISI’s, but it is not known here which licence it belongs to.",
        ),
        "lookup.nothing": (
            "ไม่พบเลข บริษัท หรือสินค้าที่ตรงกับคำนี้ ลองพิมพ์ให้สั้นลง หรือถ่ายรูปฉลากแทน",
            "No number, firm or goods match this. Type less of it, or photograph the label instead.",
        ),
        "lookup.firms": ("บริษัทที่ชื่อขึ้นต้นแบบนี้", "Firms whose name begins so"),
        "lookup.find": ("ค้นหา", "Look up"),
        "lookup.title": ("ชื่อมาตรฐาน", "Title"),
        "lookup.kind": ("ประเภท", "Kind"),
        "lookup.no_product": (
            "แนวทางหรือการรับรองห้องปฏิบัติการ ไม่ใช่มาตรฐานของตัวสินค้า",
            "a guideline or laboratory accreditation, not a standard for products",
        ),
        "lookup.successor": ("ถูกแทนที่ด้วย", "Replaced by"),
        "lookup.licences": ("ใบอนุญาตในทะเบียน", "Licences in the list"),
        "lookup.parts": (
            "เลขนี้มีหลายเล่ม ดูเลขเล่มบนฉลากด้วย",
            "This number has several parts: see on the label which it is.",
        ),
        "lookup.unknown": ("ไม่รู้จักเลขมาตรฐานนี้", "This standard number is not known."),
        "lookup.not_listed": ("ไม่พบเลขนี้ในทะเบียน", "This number is not in the list."),
        "lookup.typed": ("ที่พิมพ์", "Typed"),
        "lookup.compare": (
            "มีเลขนี้ในทะเบียน ไม่ได้แปลว่าสินค้าในมือเป็นของใบอนุญาตนี้ เทียบชื่อบริษัท ยี่ห้อ และมาตรฐานบนฉลากด้วย",
            "A listed number does not tie the goods to it: compare firm, brand and standard on the label too.",
        ),
        "lookup.no_proof": (
            "ตรวจดูว่าพิมพ์เลขถูกทุกตัว ไม่พบไม่ได้แปลว่าผิด ถ้าทะเบียนไม่ครบหรือไม่ใหม่",
            "See whether every figure was typed right. Not found is no proof when the list is incomplete or old.",
        ),
        # ---- one better photo -------------------------------------------------------------------------------------
        "retake": ("ถ่ายใหม่แบบนี้", "Take it again like this"),
        "retake.too_dark": ("รูปมืดเกินไป", "The photo is too dark"),
        "retake.too_bright": ("รูปสว่างจ้าเกินไป", "The photo is too bright"),
        "retake.too_blurred": ("รูปไม่ชัด", "The photo is blurred"),
        "retake.glare": ("มีแสงสะท้อนบนฉลาก", "Light is reflected on the label"),
        "retake.low_contrast": ("ตัวหนังสือจางกลืนกับพื้น", "The print hardly stands out"),
        "retake.nothing": ("ไม่เห็นฉลากในรูป", "No label is in sight"),
        "retake.cut_off": ("ฉลากถูกตัดที่ขอบรูป", "The label is cut off at the edge"),
        "retake.too_far": ("ถ่ายไกลเกินไป ตัวเลขเล็กมาก", "Too far away: the numbers are tiny"),
        "retake.photo": ("รูปที่ {number}", "Photo {number}"),
    }
)


def words(key: str, lang: str) -> str:
    """The words of `key` in `th` or `en`, with `{placeholders}` left as they are. Raises KeyError."""
    return WORDS[key][0 if lang == "th" else 1]
