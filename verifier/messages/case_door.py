"""Words of the door of the page of cases: passphrase, key, and what they protect. Key → (Thai, English)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
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
            "เปิดที่เก็บแฟ้มในเครื่องนี้ไม่ได้ เบราว์เซอร์อาจปิดการเก็บข้อมูลไว้ เช่น ในหน้าต่างส่วนตัว หรือพื้นที่เต็ม "
            "เปิดในหน้าต่างปกติ หรือเพิ่มพื้นที่ว่าง แล้วลองใหม่",
            "What is kept on this phone cannot be opened. The browser may keep nothing, as in a private window, or "
            "there is no room left. Try an ordinary window, or make room.",
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
    }
)
