"""The page's longer texts: how it works and what it cannot know, and the privacy notice. Heading, then paragraphs.

A paragraph that begins with `- ` is an item of a list.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import TypeAlias

Section: TypeAlias = tuple[str, tuple[str, ...]]

HOW: dict[str, tuple[Section, ...]] = {
    "th": (
        (
            "ตรวจอะไร",
            (
                "สินค้าหลายอย่างในไทยต้องมีเครื่องหมาย มอก. พร้อมเลขมาตรฐาน และผู้ทำหรือผู้นำเข้าต้องมีใบอนุญาตจาก สมอ. "
                "หน้านี้อ่านสิ่งที่พิมพ์บนฉลาก แล้วเทียบกับทะเบียนใบอนุญาต",
                "- หาเครื่องหมาย เลขมาตรฐาน เลขใบอนุญาต ชื่อบริษัท และ QR ในรูป",
                "- ดูว่าสิ่งเหล่านี้ไปด้วยกันไหม เช่น มาตรฐานบังคับต้องคู่กับเครื่องหมายที่มีวงกลม",
                "- ดูว่ามีใบอนุญาตนั้นในทะเบียนไหม ยังใช้ได้ไหม เป็นของมาตรฐานและบริษัทเดียวกันไหม",
                "- ดูว่าลิงก์ใน QR เป็นของ สมอ. จริงทุกตัวอักษรไหม โดยไม่เปิดลิงก์",
            ),
        ),
        (
            "คำตอบมีสามแบบ",
            (
                "- ตรงกัน: อ่านได้ครบ และทุกข้อที่ต้องตรวจตรงกับใบอนุญาตใบเดียวที่ยังใช้ได้",
                "- ขัดกัน: มีข้อใดข้อหนึ่งขัดกับทะเบียน หรือสิ่งที่พิมพ์ขัดกันเอง และอ่านได้แน่ชัด",
                "- ยังสรุปไม่ได้: อ่านไม่ชัด ข้อมูลไม่พอ หรือทะเบียนเก่าหรือไม่ครบ หน้านี้ยอมบอกว่าไม่รู้ ดีกว่าเดา",
                "สิ่งที่อ่านได้จะแสดงตามที่อ่าน ไม่แก้ให้ตรงกับทะเบียน",
            ),
        ),
        (
            "สิ่งที่รูปถ่ายบอกไม่ได้",
            (
                "ผลที่ตรงกันไม่ได้พิสูจน์ว่าสินค้าเป็นของแท้หรือปลอดภัย",
                "- ฉลาก เลข และ QR ของแท้คัดลอกไปติดสินค้าอื่นได้ รูปถ่ายแยกไม่ออก",
                "- ของที่มีใบอนุญาตจริงก็อาจทดสอบไม่ผ่านได้ รูปถ่ายไม่ได้ทดสอบไฟรั่วหรือความร้อน",
                "- ไม่มีเครื่องหมายไม่ได้แปลว่าผิดเสมอไป เครื่องหมายอาจอยู่อีกด้าน ที่กล่อง หรือสินค้านั้นไม่ต้องมี",
                "- ไม่พบในทะเบียนไม่ได้แปลว่าไม่มีใบอนุญาต ถ้าทะเบียนไม่ครบหรือไม่ใหม่ จึงบอกวันที่ของทะเบียนทุกครั้ง",
                "- เครื่องหมาย มผช. เป็นใบรับรองของชุมชน ไม่ใช่ใบอนุญาต มอก. จึงไม่มีในทะเบียน",
            ),
        ),
        (
            "ถ่ายอย่างไรให้อ่านได้",
            (
                "- เข้าใกล้จนเครื่องหมาย เลข และ QR เต็มกรอบ และคมชัด",
                "- เลี่ยงแสงสะท้อน เอียงสินค้าเล็กน้อย ใช้ไฟฉายเมื่อมืด",
                "- ฉลากโค้งหรืออยู่คนละด้าน ให้ถ่ายหลายรูปของสินค้าชิ้นเดียวกัน",
            ),
        ),
        (
            "ถ้าผลขัดกัน",
            (
                "อย่าเพิ่งสรุปว่าผู้ขายผิด ให้เทียบกับหน้าใบอนุญาตของ สมอ. ถามหาใบอนุญาตจากผู้ขาย และเก็บใบเสร็จกับกล่องไว้ "
                "ถ้ายังสงสัย แจ้ง สมอ. หรือทาง LINE “แจ้งอุต” พร้อมรูปและชื่อร้าน",
            ),
        ),
    ),
    "en": (
        (
            "What is checked",
            (
                "Many goods sold in Thailand must carry the TIS mark with the number of a standard, and whoever makes or imports "
                "them needs a licence from TISI (สมอ.). This page reads what is printed on a label and compares it with the list "
                "of licences.",
                "- It looks for the mark, the standard number, the licence number, the firm’s name and the QR code.",
                "- It sees whether these go together: a compulsory standard, for instance, takes the mark with a ring.",
                "- It sees whether the licence is in the list, is in force, and is for this standard and this firm.",
                "- It sees whether the QR code’s link is TISI’s, letter by letter, without opening it.",
            ),
        ),
        (
            "Three answers",
            (
                "- Agrees: everything needed was read, and all of it fits one licence that is in force.",
                "- Conflicts: something contradicts the list, or the label contradicts itself, and it was read for certain.",
                "- Cannot tell: not readable, not enough, or the list is old or incomplete. Better to say so than to guess.",
                "What was read is shown as it was read; it is never mended to fit the list.",
            ),
        ),
        (
            "What no photo can show",
            (
                "A match does not prove the goods genuine or safe.",
                "- A genuine label, number or QR code can be copied onto other goods; a photo cannot tell.",
                "- Licensed goods may still fail a test; a photo measures neither leakage current nor heat.",
                "- No mark need not be wrong: it may be on another side, on the box, or not be required.",
                "- Not listed need not mean unlicensed when the list is old or incomplete; so its date is always shown.",
                "- The community product mark (มผช.) stands for a certificate, not a TIS licence, and is in no list.",
            ),
        ),
        (
            "How to take a readable photo",
            (
                "- Go close, until mark, numbers and QR code fill the frame and are sharp.",
                "- Avoid reflections: tilt the product a little. Use the torch where it is dark.",
                "- Where the label is curved or on several sides, take several photos of the one product.",
            ),
        ),
        (
            "When it conflicts",
            (
                "Do not yet conclude that the seller is at fault. Compare with TISI’s own licence page, ask the seller for the "
                "licence, keep the receipt and the box. If doubt remains, report it to TISI (สมอ.), or by LINE “แจ้งอุต”, with "
                "photos and the shop’s name.",
            ),
        ),
    ),
}

PRIVACY: dict[str, tuple[Section, ...]] = {
    "th": (
        (
            "โดยย่อ",
            (
                "รูปที่ส่งมาใช้ตอบครั้งนั้นครั้งเดียว แล้วลบออกจากหน่วยความจำทันที ไม่บันทึกลงดิสก์ ไม่ส่งต่อให้ใคร "
                "ไม่ต้องสมัคร ไม่มีคุกกี้ ไม่มีโฆษณา และไม่ติดตามผู้ใช้",
            ),
        ),
        (
            "ข้อมูลที่ใช้ และใช้ทำอะไร",
            (
                "- รูปถ่ายฉลากและประเภทสินค้าที่คุณเลือก: เพื่ออ่านฉลากและตอบ ตามที่คุณขอ (พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 มาตรา 24 (3))",
                "- ข้อมูลที่ติดมากับไฟล์รูป เช่น ตำแหน่งที่ถ่าย: ถูกตัดทิ้งในเครื่องของคุณก่อนส่งถ้าทำได้ และตัดทิ้งอีกครั้งเมื่อมาถึง โดยไม่อ่าน",
                "- ที่อยู่เครือข่ายของคุณ: นับจำนวนคำขอในหนึ่งนาทีเพื่อไม่ให้ระบบล้น แล้วลืม ไม่บันทึกไว้",
                "- บันทึกการทำงานของระบบ: เก็บเพียงเวลา ชนิดคำขอ ผลสำเร็จหรือไม่ และเลขอ้างอิง ไม่มีรูป ข้อความบนฉลาก หรือที่อยู่เครือข่ายของคุณ",
                "ถ้าในรูปมีใบหน้าหรือข้อมูลของผู้อื่น ควรถ่ายใหม่ให้เห็นเฉพาะฉลาก",
            ),
        ),
        (
            "สิ่งที่อยู่ในเครื่องของคุณ",
            (
                "- รูปที่รอสัญญาณหรือตรวจไม่ได้ และผลที่คุณยังไม่ได้เปิดดู: อยู่ในเบราว์เซอร์เครื่องนี้ ลบเมื่อตรวจแล้วหรือเมื่อคุณเปิดดูผล "
                "หรือกดลบได้ทุกเมื่อ",
                "- ผลที่คุณดูแล้ว 30 ผลล่าสุด พร้อมรูปย่อและส่วนของรูปที่แสดงในผล: อยู่ในเบราว์เซอร์เครื่องนี้เท่านั้น ลบทีละผลหรือทั้งหมดได้ "
                "และปิดการเก็บได้ที่หน้าแรก ผู้ให้บริการไม่ได้รับสิ่งนี้",
                "- ภาษาที่เลือก และไฟล์ของหน้านี้เพื่อให้เปิดได้ตอนไม่มีสัญญาณ",
            ),
        ),
        (
            "ลิงก์ใน QR",
            ("ระบบไม่เปิดลิงก์ใน QR เลย ปุ่มเปิดหน้าเว็บมีเฉพาะลิงก์ของ สมอ. ที่ตรงทุกตัวอักษร และเปิดเมื่อคุณกดเอง โดยไม่ส่งที่มาของคุณไปด้วย",),
        ),
        (
            "สิทธิของคุณ",
            (
                "คุณมีสิทธิขอเข้าถึง แก้ไข ลบ คัดค้าน หรือระงับการใช้ข้อมูล และร้องเรียนต่อสำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล (สคส.) "
                "แต่เพราะรูปที่คุณตรวจในหน้าแรกและผลของรูปไม่ถูกเก็บไว้ จึงไม่มีข้อมูลเหล่านั้นให้ค้นหรือลบหลังจากตอบแล้ว",
            ),
        ),
    ),
    "en": (
        (
            "In short",
            (
                "The photos you send serve one answer and are then dropped from memory. They are not written to disk nor passed on. "
                "No account, no cookies, no advertising, no tracking.",
            ),
        ),
        (
            "What is used, and what for",
            (
                "- Photos of the label and the product you chose: to read the label and to answer, as you asked "
                "(Personal Data Protection Act B.E. 2562, section 24 (3)).",
                "- What comes along in a photo’s file, such as the place where it was taken: removed on your phone before sending "
                "where that is possible, and again on arrival, unread.",
                "- Your network address: requests are counted for a minute so that the service stays usable, then forgotten; it is not written down.",
                "- The service’s log: time, kind of request, success or not, and a reference number. No photo, no text of a label, "
                "no network address of yours.",
                "If a photo shows faces or other people’s data, better take it again with the label alone.",
            ),
        ),
        (
            "What stays on your phone",
            (
                "- Photos that wait for a connection or could not be checked, and answers you have not yet opened: in this "
                "browser, deleted once checked or once you opened the answer, or whenever you choose.",
                "- The latest 30 answers that you saw, with a thumbnail and the parts of the photo that they show: in this "
                "browser alone. Delete one or all, or switch this off, on the first page. The service does not receive them.",
                "- The language you chose, and this page’s own files, so that it opens without a connection.",
            ),
        ),
        (
            "Links in QR codes",
            (
                "The service never opens a QR code’s link. A button to open one is offered only for a link that is TISI’s letter "
                "by letter; it opens when you tap it, and does not tell where you come from.",
            ),
        ),
        (
            "Your rights",
            (
                "You may ask for access, correction, deletion, objection or restriction, and complain to the Personal Data "
                "Protection Committee’s office (PDPC). As neither the photos that you check on the first page nor their answers "
                "are kept, nothing of these is left to be found or deleted once the answer is given.",
            ),
        ),
    ),
}
STOCKS: dict[str, Section] = {
    "th": (
        "สต๊อกของร้านค้า",
        (
            "ร้านค้าที่มีกุญแจ API ส่งรูปสินค้าทั้งสต๊อกมาตรวจได้ รูปชุดนั้นเก็บไว้ตามที่ส่งมา พร้อมข้อมูลที่ติดมากับไฟล์ "
            "ให้เห็นเฉพาะกุญแจของร้าน จนกว่าร้านจะลบ หรือครบ {days} วันหลังตรวจเสร็จ แล้วลบทิ้งพร้อมผลและคำตัดสินของคน",
        ),
    ),
    "en": (
        "Retailers' stocks",
        (
            "A retailer with an API key may send the photos of a whole stock. These are kept as they came, with the data "
            "in their files, for that key and those of its team alone, until the retailer deletes them or {days} days after the stock is done; "
            "then they are deleted with the results and with what people decided on them.",
        ),
    ),
}
"""Where the service takes batches of stock: heading and text, with the days for which they are kept."""
CASES: dict[str, Section] = {
    "th": (
        "แฟ้มตรวจร้านของเจ้าหน้าที่",
        (
            "เจ้าหน้าที่ที่มีกุญแจ API เก็บแฟ้มการตรวจร้านไว้ในระบบนี้ได้ ในแฟ้มมีชื่อและที่อยู่ของร้านหรือแผง วันเวลา ชื่อเจ้าหน้าที่ "
            "สินค้าและสิ่งที่เจ้าหน้าที่เขียน พิกัดถ้าเจ้าหน้าที่ใส่ และรูปต้นฉบับพร้อมข้อมูลที่ติดมากับไฟล์",
            "ให้เห็นเฉพาะผู้รับผิดชอบแฟ้ม เพื่อนร่วมงานในแฟ้ม และผู้ดูแลระบบ เก็บไว้ {days} วันหลังวันตรวจ เว้นแต่ผู้รับผิดชอบกำหนดวันอื่นหรือให้ระงับการลบ "
            "แล้วลบทิ้งพร้อมรูป เหลือเพียงบันทึกว่าใครทำอะไรเมื่อใด",
        ),
    ),
    "en": (
        "Inspectors’ cases",
        (
            "An inspector with an API key may keep cases of visits here: name and address of the shop or stall, day and time, "
            "the officer’s name, the goods and what the officer writes, coordinates where the officer adds them, and the "
            "photos as they came, with the data in their files.",
            "They are for the officer, the colleagues on the case and the operator alone, and are kept for {days} days after "
            "the visit unless the officer says another day or holds them; then they are deleted with their photos. What is "
            "left says who did what and when.",
        ),
    ),
}
"""Where the service keeps inspectors' cases: heading and text, with the days for which they are kept."""
OPERATOR = {
    "th": ("ผู้ควบคุมข้อมูลส่วนบุคคล", "ผู้ให้บริการหน้านี้คือ {operator}", "ผู้ให้บริการหน้านี้ยังไม่ได้ระบุชื่อและช่องทางติดต่อ"),
    "en": (
        "Who is responsible",
        "This page is run by {operator}",
        "Whoever runs this page has not stated a name and how to be reached.",
    ),
}
"""Heading, the sentence with the operator of the service (the data controller), and the one without."""
