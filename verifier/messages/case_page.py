"""Words of the page on which inspectors keep cases: key → (Thai, English). `{…}` is filled by the page's scripts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from verifier.messages import case_door

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **case_door.WORDS,
        "case": ("แฟ้มตรวจร้าน", "Spot-check cases"),
        "case.kept": (
            "แฟ้มและรูปเข้ารหัสไว้ในเครื่องนี้ และส่งเข้าระบบเมื่อกดส่ง ไม่เปิดลิงก์ใน QR",
            "Cases and photos are encrypted on this phone, and sent when you press Send. A QR code’s link is never "
            "opened.",
        ),
        "case.offline": (
            "ทำแฟ้มต่อได้ตามปกติ ทุกอย่างเก็บไว้ในเครื่องนี้ แฟ้มที่กดส่งแล้วจะส่งเองเมื่อมีสัญญาณ ขณะเปิดและปลดล็อกหน้านี้อยู่",
            "Go on as usual: all is kept on this phone. Cases that you have pressed Send on are sent once there is a "
            "connection, while this page is open and unlocked.",
        ),
        "case.off": (
            "ระบบนี้ไม่ได้เปิดรับแฟ้มตรวจร้าน ทำแฟ้มในเครื่องได้ แต่ยังส่งไม่ได้",
            "This service takes no cases: you can keep them on this phone, but not send them.",
        ),
        "case.noscript": (
            "หน้านี้ต้องใช้ JavaScript เพื่อเข้ารหัสและเก็บแฟ้มในเครื่อง",
            "This page needs JavaScript, which encrypts cases and keeps them on the phone.",
        ),
        # ---- all cases --------------------------------------------------------------------------------------------
        "case.new": ("เปิดแฟ้มใหม่", "New case"),
        "case.none": ("ยังไม่มีแฟ้มในเครื่องนี้", "There is no case on this phone yet."),
        "case.search": ("ค้นหาแฟ้ม", "Search the cases"),
        "case.search.found": ("พบ {number} จาก {limit} แฟ้ม", "{number} of {limit} cases found"),
        "case.not_kept": (
            "เบราว์เซอร์นี้อาจลบข้อมูลเองเมื่อพื้นที่เต็ม โปรดส่งแฟ้มโดยเร็ว",
            "This browser may delete what is kept when space runs out. Please send soon.",
        ),
        "case.clock": (
            "นาฬิกาของเครื่องนี้ไม่ตรงกับระบบ ตรวจวันและเวลาของแฟ้มก่อนส่ง",
            "This phone’s clock and the service’s differ. See to the day and time of a case before you send it.",
        ),
        "case.there": ("แฟ้มในระบบ", "Cases on the service"),
        "case.there.lead": (
            "แฟ้มที่เพื่อนร่วมงานส่งต่อมา หรือที่เอาออกจากเครื่องนี้แล้ว ใช้คำค้นในช่องด้านบน ต้องมีสัญญาณ",
            "Those that a colleague handed to you, or that you took off this phone. It uses the words typed above and "
            "needs a connection.",
        ),
        "case.there.search": ("ค้นในระบบ", "Search the service"),
        "case.there.looking": ("กำลังค้น", "Searching"),
        "case.there.found": ("พบในระบบ {number} แฟ้ม", "Found on the service: {number}"),
        "case.there.more": (
            "แสดง {number} แฟ้มล่าสุด ยังมีอีก พิมพ์คำค้นเพื่อให้แคบลง",
            "The latest {number} are shown; there are more. Type words to narrow it down.",
        ),
        "case.there.fetch": ("ดึงมาไว้ในเครื่อง", "fetch"),
        "case.there.here": ("อยู่ในเครื่องแล้ว", "on this phone"),
        "case.settings": ("กุญแจและรหัสผ่าน", "Key and passphrase"),
        "case.officer": ("ผู้รับผิดชอบ {name} · กุญแจ {number}", "Officer {name} · key {number}"),
        "case.all": ("แฟ้มทั้งหมด", "All cases"),
        "case.unnamed": ("แฟ้มที่ยังไม่มีชื่อ", "Case without a name"),
        "case.count.cases": ("{number} แฟ้มในเครื่องนี้", "Cases on this phone: {number}"),
        "case.count.products": ("สินค้า {number}", "goods: {number}"),
        "case.count.photos": ("รูป {number}", "photos: {number}"),
        # ---- how it stands ----------------------------------------------------------------------------------------
        "case.state.draft": ("ร่าง ยังไม่ส่ง", "draft, not sent"),
        "case.state.changed": ("แก้ไขแล้ว ยังไม่ส่ง", "changed, not sent"),
        "case.state.waiting": ("รอสัญญาณ", "waiting for a connection"),
        "case.state.sending": ("กำลังส่ง รูป {number}/{limit}", "sending, photos {number}/{limit}"),
        "case.state.sent": ("ส่งครบแล้ว", "all sent"),
        "case.state.closed": ("ปิดแล้ว", "closed"),
        "case.state.ask": ("ต้องเลือก", "please choose"),
        "case.state.problem": ("ส่งไม่ได้", "not sent"),
        "case.state.lost": ("ไม่ใช่แฟ้มของคุณแล้ว", "no longer yours"),
        "case.saving": ("กำลังบันทึก", "Saving"),
        "case.not_saved": ("ยังไม่ได้บันทึก", "Not saved yet"),
        "case.saved": ("บันทึกในเครื่องนี้แล้ว", "Saved on this phone"),
        "case.send": ("ส่งเข้าระบบ", "Send"),
        "case.send.pause": ("พักการส่ง", "Pause"),
        "case.close": ("ปิด", "Close"),
        # ---- where and when ---------------------------------------------------------------------------------------
        "case.where": ("สถานที่และเวลา", "Where and when"),
        "case.kind": ("ประเภท", "Kind"),
        "case.kind.shop": ("ร้าน", "Shop"),
        "case.kind.stall": ("แผง", "Stall"),
        "case.name": ("ชื่อร้านหรือแผง", "Name of the shop or stall"),
        "case.address": ("ที่อยู่หรือจุดสังเกต", "Address, or how to find it"),
        "case.district": ("เขต/อำเภอ", "District"),
        "case.province": ("จังหวัด", "Province"),
        "case.gps": ("พิกัด", "Coordinates"),
        "case.gps.add": ("ใส่พิกัดตรงนี้", "Add this spot (GPS)"),
        "case.gps.hint": ("ไม่ใส่ก็ได้", "optional"),
        "case.gps.remove": ("เอาพิกัดออก", "Remove"),
        "case.gps.looking": ("กำลังหาพิกัด", "Looking for the place"),
        "case.gps.accuracy": ("คลาดเคลื่อนราว {number} เมตร", "right to about {number} m"),
        "case.gps.removed": ("เอาพิกัดออกแล้ว", "Coordinates removed"),
        "case.gps.none": (
            "หาพิกัดไม่ได้ หรือเครื่องไม่อนุญาต พิมพ์ที่อยู่แทนได้",
            "No coordinates: not found, or not allowed. An address will do.",
        ),
        "case.inspected": ("วันและเวลาที่ตรวจ (เวลาไทย)", "Day and time of the visit (Thai time)"),
        "case.notes": ("บันทึก", "Notes"),
        # ---- products ---------------------------------------------------------------------------------------------
        "case.products": ("สินค้า", "Goods"),
        "case.product.add": ("เพิ่มสินค้า", "Add a product"),
        "case.product.unnamed": ("สินค้าที่ยังไม่มีชื่อ", "Product without a name"),
        "case.product.name": ("ชื่อสินค้า ยี่ห้อ รุ่น", "Product, brand, model"),
        "case.product.category": ("เป็นสินค้าอะไร", "What kind of goods"),
        "case.product.quantity": ("จำนวน (ชิ้น)", "Pieces"),
        "case.product.price": ("ราคาต่อชิ้น (บาท)", "Price each (baht)"),
        "case.product.tag": ("หมายเลขของกลาง", "Seizure tag"),
        "case.product.notes": ("บันทึกของสินค้านี้", "Notes on this product"),
        "case.product.remove": ("เอาสินค้านี้ออกจากแฟ้ม", "Take this product out"),
        "case.product.sure": (
            "เอาสินค้าที่ {number} ออกจากแฟ้มพร้อมรูป {limit} รูปใช่ไหม",
            "Take product {number} out of the case, with its photos ({limit})?",
        ),
        "case.photos": ("รูป", "Photos"),
        "case.photos.hint": (
            "เก็บไฟล์ต้นฉบับทุกไบต์ รูปจากแกลเลอรีอาจมีพิกัดอยู่ในไฟล์",
            "Originals are kept byte for byte. A photo from the gallery may have its place written in it.",
        ),
        "case.camera": ("ถ่ายรูป", "Camera"),
        "case.choose": ("เลือกรูป", "Gallery"),
        "case.photo.open": ("เปิดดูรูปที่ {number}", "Look at photo {number}"),
        "case.photo.here": ("ในเครื่องนี้", "on this phone"),
        "case.photo.part": ("ส่งแล้ว {number}%", "{number}% sent"),
        "case.photo.whole": ("ส่งแล้ว แฮชตรง", "sent, hash equal"),
        "case.photo.gone": ("ถูกเอาออกจากระบบ", "taken out on the service"),
        "case.photo.broken": (
            "รูปหนึ่งในเครื่องนี้เปิดไม่ได้ ถูกลบหรือถูกแก้จากภายนอก เอารูปนั้นออกแล้วส่งใหม่",
            "A photo on this phone cannot be opened: it was deleted or changed. Take it out, then send again.",
        ),
        "case.photo.again": ("ส่งอีกครั้ง", "Send again"),
        "case.photo.sure": (
            "เอารูปที่ {number} ออกใช่ไหม รูปนี้ยังไม่ได้ส่ง จะหายไปเลย",
            "Take photo {number} out? It was not sent and will be lost.",
        ),
        "case.photo.sure.sent": (
            "เอารูปที่ {number} ออกจากแฟ้มใช่ไหม เมื่อส่งแฟ้มอีกครั้งจะถูกเอาออกจากระบบด้วย",
            "Take photo {number} out of the case? It goes from the service too when the case is sent again.",
        ),
        "case.too_large": (
            "“{name}” ใหญ่เกิน {limit} MB จึงไม่ได้ใส่ไว้",
            "“{name}” is larger than {limit} MB; it was left out.",
        ),
        "case.twice": ("“{name}” มีอยู่แล้ว จึงไม่ได้ใส่ซ้ำ", "“{name}” is there already; it was left out."),
        # ---- several goods in one photo ---------------------------------------------------------------------------
        "case.part": ("หลายชิ้นในรูปเดียว", "Several goods in this photo"),
        "case.part.lead": (
            "ลากกรอบรอบฉลากของสินค้าทุกชิ้นในรูป แต่ละกรอบคือสินค้าหนึ่งรายการ ให้กรอบคลุมทุกข้อความของฉลากนั้น "
            "ข้อความที่กรอบตัดผ่านหรืออยู่นอกทุกกรอบจะทำให้ยังสรุปไม่ได้",
            "Draw a frame round the label of each product in the photo; each frame is one product. Let it hold all "
            "print of that label: what a frame cuts through, or what stands in none, leaves the answer open.",
        ),
        "case.part.suggested": ("ใช้กรอบที่ระบบเสนอ แล้วปรับเอง", "Start from the suggested frames"),
        "case.part.add": ("เพิ่มกรอบ", "Add a frame"),
        "case.part.frame": ("กรอบที่ {number}", "Frame {number}"),
        "case.part.frames": ("กรอบฉลากในรูป", "Frames in photos"),
        "case.part.whose": ("สินค้าที่ {number}", "product {number}"),
        "case.part.this": ("สินค้านี้", "this product"),
        "case.part.new": ("สินค้ารายการใหม่", "a new product"),
        "case.part.left": ("ซ้าย", "Left"),
        "case.part.top": ("บน", "Top"),
        "case.part.right": ("ขวา", "Right"),
        "case.part.bottom": ("ล่าง", "Bottom"),
        "case.part.remove": ("เอากรอบนี้ออก", "Remove this frame"),
        "case.part.overlap": ("กรอบซ้อนทับกัน ปรับให้ห่างกันก่อน", "Frames overlap: move them apart first."),
        "case.part.cancel": ("ไม่เปลี่ยน", "Change nothing"),
        "case.part.done": ("ใช้กรอบเหล่านี้", "Use these frames"),
        "case.photo.framed": ("เฉพาะในกรอบ", "framed"),
        "case.ours": ("ผลของ MokCheck", "MokCheck says"),
        "case.ours.short": ("MokCheck:", "MokCheck:"),
        "case.ours.at": ("ตรวจเมื่อ", "Judged on"),
        "case.ours.as_of": ("ตัดสินตามทะเบียน ณ วันที่", "By the list as of"),
        "case.ours.waits": ("จะตรวจให้เมื่อส่งแล้ว", "Will be judged when it is sent."),
        "case.ours.no_photo": ("ยังไม่มีรูปให้ตรวจ", "There is no photo to judge yet."),
        "case.ours.now": ("ส่งและตรวจตอนนี้", "Send and judge now"),
        "case.ours.refused": ("ตรวจด้วย MokCheck ไม่ได้", "MokCheck cannot judge it"),
        "case.own": ("ผลของผู้ตรวจ", "What you find"),
        "case.own.short": ("ผู้ตรวจ:", "Officer:"),
        "case.own.agrees": ("ตรงกัน", "agrees"),
        "case.own.conflicts": ("ขัดกัน", "conflicts"),
        "case.own.cannot_tell": ("ยังสรุปไม่ได้", "cannot tell"),
        "case.own.none": ("ยังไม่ระบุ", "not yet said"),
        "case.own.words": ("เหตุผลของผู้ตรวจ", "Your reasons"),
        # ---- what keeps a case from being sent --------------------------------------------------------------------
        "case.lacks.name": ("ใส่ชื่อร้านหรือแผงก่อนส่ง", "Name the shop or stall before sending."),
        "case.lacks.time": ("ใส่วันและเวลาก่อนส่ง", "Fill in day and time before sending."),
        "case.lacks.year": (
            "ปีของวันที่ตรวจต้องเป็น ค.ศ. เช่น 2026",
            "The year of the visit is one of the Christian era, as 2026.",
        ),
        "case.lacks.price": (
            "ราคาต้องเป็นตัวเลข ทศนิยมไม่เกินสองตำแหน่ง เช่น 199.00",
            "The price is a number with at most two decimals, as 199.00.",
        ),
        "case.lacks.quantity": ("จำนวนต้องเป็นเลขจำนวนเต็ม", "The number of pieces is a whole number."),
        "case.lacks.finding": (
            "เขียนเหตุผลไว้แล้ว โปรดเลือกผลของผู้ตรวจด้วย",
            "There are reasons: please also choose what you find.",
        ),
        "case.broken": (
            "ข้อมูลในเครื่องนี้ {number} รายการเปิดไม่ได้ เพราะถูกแก้หรือเสียหาย จึงไม่แสดง ส่วนอื่นใช้ได้ตามปกติ",
            "Records on this phone that cannot be opened, because they were changed or damaged: {number}. They are not "
            "shown; all else works.",
        ),
        "case.no_room": (
            "พื้นที่ในเครื่องเต็ม จึงเก็บเพิ่มไม่ได้ ส่งแฟ้มแล้วเอาแฟ้มที่ส่งครบออกจากเครื่องก่อน",
            "There is no room left on this phone. Send cases, and take those that are all sent off the phone.",
        ),
        "case.no_answer": (
            "ต่อระบบไม่ได้ตอนนี้ ลองใหม่เมื่อมีสัญญาณ",
            "The service cannot be reached now. Try again with a connection.",
        ),
        "case.failed": ("ทำไม่สำเร็จ ข้อมูลเดิมยังอยู่ ลองใหม่อีกครั้ง", "That failed. What was kept is still there; try again."),
        # ---- a colleague ------------------------------------------------------------------------------------------
        "case.ask": (
            "เพื่อนร่วมงานแก้ส่วนนี้ในระบบขณะที่คุณแก้ในเครื่อง ในระบบเป็นดังนี้",
            "A colleague changed this on the service while you changed it here. On the service it is:",
        ),
        "case.ask.gone": ("เพื่อนร่วมงานเอาสินค้านี้ออกจากแฟ้มแล้ว", "A colleague has taken this product out of the case."),
        "case.ask.removed": ("คุณเอาออกจากแฟ้ม แต่เพื่อนร่วมงานแก้ไข:", "You took it out, and a colleague changed it:"),
        "case.ask.theirs": ("ใช้ของในระบบ", "Use theirs"),
        "case.ask.ours": ("ใช้ของเครื่องนี้", "Keep mine"),
        "case.team": ("ส่งต่อให้เพื่อนร่วมงาน", "Hand it to a colleague"),
        "case.team.lead": (
            "ส่งแฟ้มให้ครบก่อน แล้วเลือกผู้รับผิดชอบคนใหม่ ต้องมีสัญญาณ",
            "Send the whole case first, then choose who becomes responsible. This needs a connection.",
        ),
        "case.team.others": ("และผู้ร่วมงานอีก {number} คน", "and {number} more may work on it"),
        "case.team.load": ("เลือกเพื่อนร่วมงาน", "Choose a colleague"),
        "case.team.send_first": ("ส่งแฟ้มให้ครบก่อน", "Send the whole case first."),
        "case.team.nobody": ("ไม่มีผู้ตรวจคนอื่นในระบบ", "There is no other inspector on the service."),
        "case.team.to": ("ผู้รับผิดชอบคนใหม่", "Who becomes responsible"),
        "case.team.stay": ("ฉันยังอ่านและแก้แฟ้มนี้ได้", "I may still read and change it"),
        "case.team.hand": ("ส่งต่อ", "Hand over"),
        "case.team.sure": ("ส่งต่อแฟ้มนี้ให้ {name} ใช่ไหม", "Hand this case to {name}?"),
        "case.team.done": ("ส่งต่อให้ {name} แล้ว", "Handed to {name}"),
        # ---- closing ----------------------------------------------------------------------------------------------
        "case.closing": ("ปิดแฟ้ม", "Close the case"),
        "case.closing.lead": (
            "เมื่อปิดแล้วจะแก้ เพิ่ม หรือเอาอะไรออกไม่ได้ จนกว่าผู้รับผิดชอบจะเปิดอีกครั้งพร้อมเหตุผล ต้องมีสัญญาณและส่งครบแล้ว",
            "Nothing can be changed, added or taken out then, until the officer opens it again with a reason. This "
            "needs a connection, and all of it sent.",
        ),
        "case.closing.do": ("ปิดแฟ้มนี้", "Close this case"),
        "case.closing.sure": ("ปิดแฟ้มนี้ใช่ไหม", "Close this case?"),
        "case.closing.send_first": ("ส่งแฟ้มให้ครบก่อน", "Send the whole case first."),
        "case.closing.done": ("ปิดแฟ้มแล้ว", "The case is closed."),
        "case.closing.at": ("ปิดเมื่อ", "Closed on"),
        "case.closing.why": ("เหตุผลที่เปิดอีกครั้ง", "Why it is opened again"),
        "case.closing.reopen": ("เปิดแฟ้มอีกครั้ง", "Open it again"),
        "case.closing.reopened": ("เปิดแฟ้มแล้ว แก้ต่อได้", "The case is open; you can go on."),
        # ---- off the phone ----------------------------------------------------------------------------------------
        "case.remove": ("เอาแฟ้มออกจากเครื่องนี้", "Take the case off this phone"),
        "case.remove.sent": (
            "ระบบได้รับครบและแฮชตรงทุกรูป จะถามระบบอีกครั้งก่อนลบจากเครื่อง แฟ้มยังอยู่ในระบบ",
            "The service has all of it, each photo with an equal hash. It is asked once more before anything is "
            "deleted here; the case stays on the service.",
        ),
        "case.remove.lost": (
            "แฟ้มนี้ถูกส่งต่อหรือลบในระบบแล้ว ที่เหลือคือสำเนาในเครื่องนี้",
            "The case was handed over or deleted on the service; this is the copy that is left on this phone.",
        ),
        "case.remove.lost.unsent": (
            "แฟ้มนี้ถูกส่งต่อหรือลบในระบบแล้ว มีรูป {number} รูปที่ยังไม่เคยส่งถึงระบบ ทำเป็นแฟ้มใหม่แล้วส่งได้",
            "The case was handed over or deleted on the service, which never got {number} of its photos. You can send "
            "them as a new case.",
        ),
        "case.renew": ("ทำเป็นแฟ้มใหม่จากที่อยู่ในเครื่องนี้", "Make a new case of what is on this phone"),
        "case.remove.unsent": (
            "แฟ้มนี้ยังส่งไม่ครบ มีรูป {number} รูปที่อยู่ในเครื่องนี้เท่านั้น",
            "The case is not wholly sent: {number} photos are on this phone alone.",
        ),
        "case.remove.sure": (
            "เข้าใจแล้วว่าสิ่งที่ยังไม่ส่งจะหายไป",
            "I understand that what was not sent is lost.",
        ),
        "case.remove.do": ("เอาออกจากเครื่องนี้", "Take it off this phone"),
        "case.remove.not_now": (
            "ในระบบไม่เหมือนในเครื่องแล้ว จึงยังไม่ลบ",
            "The service no longer has the same as this phone, so nothing was deleted.",
        ),
    }
)
