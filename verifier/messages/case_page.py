"""Words of the page on which inspectors keep cases: key → (Thai, English). `{…}` is filled by the page's scripts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "case": ("แฟ้มตรวจร้าน", "Spot-check cases"),
        "case.kept": (
            "แฟ้มและรูปเข้ารหัสไว้ในเครื่องนี้ และส่งเข้าระบบเมื่อกดส่ง ไม่เปิดลิงก์ใน QR",
            "Cases and photos are encrypted on this phone, and sent when you press Send. A QR code’s link is never opened.",
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
        # ---- the door ---------------------------------------------------------------------------------------------
        "case.lead": (
            "ตั้งรหัสผ่านของเครื่องนี้ก่อนเริ่ม แฟ้มและรูปจะเข้ารหัสด้วยรหัสผ่านนี้ ใช้งานได้แม้ไม่มีสัญญาณ",
            "First choose a passphrase for this phone. Cases and photos are encrypted with it, and it works without a "
            "connection.",
        ),
        "case.passphrase": ("รหัสผ่านของเครื่องนี้", "Passphrase of this phone"),
        "case.passphrase.new": ("รหัสผ่านใหม่", "New passphrase"),
        "case.passphrase.again": ("พิมพ์รหัสผ่านอีกครั้ง", "The same again"),
        "case.passphrase.hint": (
            "อย่างน้อย 10 ตัว ยิ่งยาวยิ่งเดายาก เช่น คำที่ไม่เกี่ยวกันสี่คำ ถ้าลืม ไม่มีใครกู้คืนให้ได้",
            "10 characters at least; four unrelated words are good. Nobody can recover it if you forget it.",
        ),
        "case.passphrase.short": (
            "รหัสผ่านสั้นไป ต้องมีอย่างน้อย 10 ตัว",
            "The passphrase is too short: 10 characters at least.",
        ),
        "case.passphrase.differs": ("รหัสผ่านสองช่องไม่เหมือนกัน", "The two passphrases are not the same."),
        "case.passphrase.wrong": ("รหัสผ่านไม่ถูกต้อง ลองใหม่อีกครั้ง", "Wrong passphrase. Please try again."),
        "case.passphrase.change": ("เปลี่ยนรหัสผ่าน", "Change the passphrase"),
        "case.passphrase.changed": ("เปลี่ยนรหัสผ่านแล้ว", "The passphrase is changed."),
        "case.key": ("กุญแจ API ของคุณ", "Your API key"),
        "case.key.hint": (
            "ขอได้จากผู้ดูแลระบบ คนละดอก เก็บไว้แบบเข้ารหัส",
            "The operator makes one for each inspector. It is kept encrypted.",
        ),
        "case.key.wrong": (
            "กุญแจไม่ถูกรูปแบบ ต้องขึ้นต้นด้วย mok_ และคัดลอกมาครบทุกตัว",
            "That is no API key: it begins with mok_ and must be copied whole.",
        ),
        "case.key.new": ("กุญแจ API ใหม่", "New API key"),
        "case.key.change": ("เปลี่ยนกุญแจ", "Change the key"),
        "case.key.changed": ("เปลี่ยนกุญแจแล้ว", "The key is changed."),
        "case.set_up": ("เริ่มใช้ในเครื่องนี้", "Set up this phone"),
        "case.locked": ("แฟ้มในเครื่องนี้ล็อกอยู่", "The cases on this phone are locked."),
        "case.unlock": ("ปลดล็อก", "Unlock"),
        "case.lock": ("ล็อก", "Lock"),
        "case.forgot": ("ลืมรหัสผ่าน", "Forgot the passphrase"),
        "case.forgot.lead": (
            "ไม่มีทางกู้รหัสผ่าน ทำได้เพียงลบทุกอย่างในเครื่องนี้แล้วตั้งใหม่ แฟ้มที่ส่งแล้วยังอยู่ในระบบ ส่วนแฟ้มที่ยังไม่ส่งจะหายไป",
            "It cannot be recovered. All you can do is erase everything on this phone and begin anew. What was sent is "
            "safe on the service; what was not is lost.",
        ),
        "case.forgot.sure": (
            "เข้าใจแล้วว่าแฟ้มที่ยังไม่ส่งจะหายไป",
            "I understand that cases that were not sent are lost.",
        ),
        "case.forgot.erase": ("ลบทุกอย่างในเครื่องนี้", "Erase everything on this phone"),
        "case.insecure": (
            "หน้านี้เข้ารหัสได้เฉพาะเมื่อเปิดผ่าน HTTPS โปรดแจ้งผู้ดูแลระบบ",
            "This page can encrypt only over HTTPS. Please tell the operator.",
        ),
        "case.elsewhere": (
            "หน้านี้เปิดอยู่ในอีกแท็บหนึ่ง โปรดใช้แท็บนั้น หรือปิดแล้วโหลดหน้านี้ใหม่",
            "This page is open in another tab. Use that one, or close it and reload this.",
        ),
        "case.no_storage": (
            "เปิดที่เก็บแฟ้มในเครื่องนี้ไม่ได้ เบราว์เซอร์อาจปิดการเก็บข้อมูล หรือข้อมูลถูกแก้จากภายนอก",
            "What is kept on this phone cannot be opened: the browser may keep nothing, or something has changed it.",
        ),
        # ---- what it protects, and what not -----------------------------------------------------------------------
        "case.facts": ("การเข้ารหัสนี้ปกป้องอะไร และไม่ปกป้องอะไร", "What this protects, and what it does not"),
        "case.facts.does": ("ปกป้อง", "It protects"),
        "case.facts.does.1": (
            "ข้อความ รูป และกุญแจ API ที่เก็บในเบราว์เซอร์ของเครื่องนี้ ถ้าเครื่องหายขณะล็อกหน้านี้ไว้",
            "the words, photos and API key kept in this browser, when the phone is lost while this page is locked",
        ),
        "case.facts.does.2": (
            "ข้อมูลที่ถูกแก้หรือสลับที่โดยไม่รู้รหัสผ่าน: จะเปิดไม่ได้",
            "against changes without the passphrase: what was changed or swapped cannot be opened",
        ),
        "case.facts.does.3": (
            "หน้านี้ล็อกเองเมื่อไม่ได้ใช้ 15 นาที และทุกครั้งที่ปิดหรือโหลดหน้าใหม่",
            "It locks itself after 15 minutes without use, and whenever the page is closed or reloaded.",
        ),
        "case.facts.not": ("ไม่ปกป้อง", "It does not protect"),
        "case.facts.not.1": (
            "ขณะปลดล็อกอยู่: ใครถือเครื่อง มองจอ หรือมีโปรแกรมแฝงในเครื่อง ก็เห็นได้",
            "while it is unlocked: from who holds the phone, looks at it, or has a program or an extension on it",
        ),
        "case.facts.not.2": (
            "รหัสผ่านที่เดาง่าย: ผู้ที่คัดลอกข้อมูลไปลองเดาได้ไม่จำกัดครั้ง",
            "a passphrase that is easy to guess: who has copied the data can try as often as they like",
        ),
        "case.facts.not.3": (
            "จำนวนแฟ้มและรูป และขนาดของรูป ซึ่งเห็นได้โดยไม่ต้องรู้รหัสผ่าน",
            "how many cases and photos there are and how large they are, which shows without the passphrase",
        ),
        "case.facts.not.4": (
            "รูปที่กล้องของเครื่องเก็บในแกลเลอรีเอง และพิกัดที่กล้องเขียนไว้ในรูปนั้น",
            "photos that the phone’s own camera keeps in its gallery, and the place that a camera writes into them",
        ),
        "case.facts.not.5": (
            "การลบ: ใครที่ใช้เครื่องนี้ได้ ลบข้อมูลหรือย้อนไปใช้ชุดเก่าได้ และเบราว์เซอร์อาจลบเองเมื่อพื้นที่เต็ม",
            "against loss: who can use this phone can delete what is kept or put an older state back, and the browser "
            "may delete it when space runs out",
        ),
        "case.facts.not.6": (
            "ข้อมูลที่ส่งแล้ว: ระบบเห็นทั้งหมด และเป็นผู้ให้โค้ดของหน้านี้ด้วย",
            "what was sent: the service reads all of it, and also gives out the code of this page",
        ),
        "case.facts.not.7": (
            "รหัสผ่านที่ลืม: แฟ้มที่ยังไม่ส่งจะเปิดไม่ได้อีก",
            "against a forgotten passphrase: cases that were not sent can then never be opened",
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
        "case.state.ask": ("ต้องเลือก", "please choose"),
        "case.state.problem": ("ส่งไม่ได้", "not sent"),
        "case.state.lost": ("ไม่ใช่แฟ้มของคุณแล้ว", "no longer yours"),
        "case.saving": ("กำลังบันทึก", "Saving"),
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
            "A photo on this phone cannot be opened: something has deleted or changed it. Take it out, then send again.",
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
        "case.ours": ("ผลของ MokCheck", "MokCheck says"),
        "case.ours.short": ("MokCheck:", "MokCheck:"),
        "case.ours.at": ("ตรวจเมื่อ", "Judged on"),
        "case.ours.waits": ("จะตรวจให้เมื่อส่งแล้ว", "Will be judged when it is sent."),
        "case.ours.no_photo": ("ยังไม่มีรูปให้ตรวจ", "There is no photo to judge yet."),
        "case.ours.now": ("ส่งและตรวจตอนนี้", "Send and judge now"),
        "case.ours.refused": ("ตรวจด้วย MokCheck ไม่ได้", "MokCheck cannot judge it"),
        "case.own": ("ผลของผู้ตรวจ", "What you find"),
        "case.own.short": ("ผู้ตรวจ:", "Officer:"),
        "case.own.agrees": ("ตรงกัน", "agrees"),
        "case.own.conflicts": ("ขัดกัน", "conflicts"),
        "case.own.cannot_tell": ("ยังสรุปไม่ได้", "cannot tell"),
        "case.own.none": ("ยังไม่ลงความเห็น", "not yet said"),
        "case.own.words": ("เหตุผลของผู้ตรวจ", "Your reasons"),
        # ---- what keeps a case from being sent --------------------------------------------------------------------
        "case.lacks.name": ("ใส่ชื่อร้านหรือแผงก่อนส่ง", "Name the shop or stall before sending."),
        "case.lacks.time": ("ใส่วันและเวลาก่อนส่ง", "Fill in day and time before sending."),
        "case.lacks.price": (
            "ราคาต้องเป็นตัวเลข ทศนิยมไม่เกินสองตำแหน่ง เช่น 199.00",
            "The price is a number with at most two decimals, as 199.00.",
        ),
        "case.lacks.quantity": ("จำนวนต้องเป็นเลขจำนวนเต็ม", "The number of pieces is a whole number."),
        "case.lacks.finding": (
            "เขียนเหตุผลไว้แล้ว โปรดเลือกผลของผู้ตรวจด้วย",
            "There are reasons: please also choose what you find.",
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
        "case.ask.theirs": ("ใช้ของในระบบ", "Use the service’s"),
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
        # ---- off the phone ----------------------------------------------------------------------------------------
        "case.remove": ("เอาแฟ้มออกจากเครื่องนี้", "Take the case off this phone"),
        "case.remove.sent": (
            "ระบบได้รับครบและแฮชตรงทุกรูป จะถามระบบอีกครั้งก่อนลบจากเครื่อง แฟ้มยังอยู่ในระบบ",
            "The service has all of it, each photo with an equal hash. It is asked once more before anything is deleted "
            "here; the case stays on the service.",
        ),
        "case.remove.lost": (
            "แฟ้มนี้ถูกส่งต่อหรือลบในระบบแล้ว ที่เหลือคือสำเนาในเครื่องนี้",
            "The case was handed over or deleted on the service; this is the copy that is left on this phone.",
        ),
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
