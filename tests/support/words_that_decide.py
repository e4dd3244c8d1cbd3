"""The words that decide, written out a second time: one that vanishes from a table of the product is missed here.

A word added to a table is added here too, else nothing would miss it; one taken out is taken out here, on purpose.
"""

from __future__ import annotations

STATEMENT_WORDS: dict[str, tuple[str, ...]] = {
    "announces.licence.words": (
        "ใบอนุญาต", "ใบอนุญาตเลขที่", "เลขที่ใบอนุญาต", "ใบอนุญาตมอก", "ใบอนุญาตทำ", "ใบอนุญาตนำเข้า", "อนุญาตเลขที่",
        "license no", "licence no", "license number", "licence number", "tisi license", "tisi licence", "lic. no",
        "licensed no",
    ),
    "announces.licence.not_after": (
        "โฆษณา", "โรงงาน", "อาหาร", "เครื่องสำอาง", "เครื่องมือแพทย์", "วัตถุอันตราย", "ยา", "สุรา", "ยาสูบ", "วิทยุ",
        "กสทช", "nbtc", "ฆพ", "ฆอ", "ฆท", "ฆสพ", "ฆจก", "ประกอบกิจการ", "ขายตรง", "fda", "fcc", "ท่องเที่ยว",
        "ขับขี่",
    ),
    "announces.licensee.words": (
        "ผู้รับใบอนุญาต", "ผู้ได้รับใบอนุญาต", "ผู้รับอนุญาต", "ผู้ได้รับอนุญาต", "licensee", "licencee",
        "license holder", "licence holder", "licensed to",
    ),
    "announces.maker.not_after": ("ประเทศ",),
    "announces.maker.words": (
        "ผู้ผลิต", "ผู้ผิต", "ผู้ผิด", "ผลิตโดย", "ผลิตและจำหน่ายโดย", "ผลิตและจัดจำหน่ายโดย", "ผู้ทำ", "ทำโดย",
        "โรงงานผู้ผลิต", "บริษัทผู้ผลิต", "manufactured by", "made by", "produced by", "manufacturer", "mfg by", "mfr",
        "factory:", "บรรจุโดย", "แบ่งบรรจุโดย", "บรรจุใหม่โดย", "ประกอบโดย", "ดัดแปลงโดย", "ผู้บรรจุ", "hergestellt von",
        "hersteller", "fabricado por", "fabricante", "fabriqué par", "fabricant", "prodotto da", "sản xuất bởi",
        "nhà sản xuất", "repacked by", "packed by", "assembled by", "refurbished by", "modified by", "生产商", "制造商",
        "製造商", "生产厂家", "制造厂", "生产企业", "委托方",
        "委托商", "厂名", "製造元", "製造者", "製造会社", "제조사", "제조원", "제조자",
        "produsen", "diproduksi oleh", "dibuat oleh", "dikilang oleh", "pengeluar", "geproduceerd door", "fabrikant",
        "vervaardigd door", "wyprodukowano przez", "producent", "tillverkad av", "tillverkare", "valmistaja",
        "üretici", "üretici firma", "imal eden", "produttore", "fabbricante", "fabbricato da", "produit par",
        "fabriqué pour", "produzido por", "fabricado para", "elaborado por", "produzent", "produziert von",
        "изготовитель", "производитель", "произведено", "κατασκευαστής",
    ),
    "announces.importer.words": (
        "ผู้นำเข้า", "นำเข้าโดย", "นำเข้าและจำหน่ายโดย", "นำเข้าและจัดจำหน่ายโดย", "ผู้นำเข้าและจำหน่าย",
        "imported by", "importer",
        "进口商", "進口商", "輸入元", "輸入者", "수입원",
        "importeur", "importé par", "importato da", "importado por", "importador", "importatore", "nhập khẩu bởi",
        "nhà nhập khẩu", "импортер", "diimpor oleh", "ithalatçı",
    ),
    "announces.seller.words": (
        "จำหน่ายโดย", "จัดจำหน่ายโดย", "ผู้จำหน่าย", "ผู้จัดจำหน่าย", "ผู้แทนจำหน่าย", "ตัวแทนจำหน่าย",
        "distributed by", "distributor", "sold by", "dealer", "marketed by",
        "ขายโดย", "经销商", "經銷商", "販売元", "発売元", "판매원",
    ),
    "goods_of_others.words": (
        "compatible", "replacement for", "ใช้ได้กับ", "ใช้ร่วมกับ", "ใช้กับ", "ใช้แทน", "สำหรับเครื่องของ",
    ),
    "qualifies.denied.excused_in": (
        "warranty void", "warranty is void", "warranty will be void", "guarantee void", "guarantee is void",
        "void if the seal", "void if seal", "void if opened", "void if removed", "void if tampered",
        "void if broken", "void if label", "การรับประกันเป็นโมฆะ", "ประกันเป็นโมฆะ", "ระวังของลอกเลียนแบบ",
        "การรับประกันไม่ครอบคลุม", "การรับประกันไม่รวม", "ไม่อยู่ในการรับประกัน", "warranty does not cover", "warranty excludes",
        "ระวังของเลียนแบบ", "ระวังสินค้าเลียนแบบ", "ระวังสินค้าลอกเลียนแบบ", "ระวังของปลอม",
        "ระวังสินค้าปลอม", "beware of imitations", "beware of imitation", "beware of fakes",
        "beware of counterfeits", "beware of counterfeit",
    ),
    "qualifies.denied.own_line": (
        "ไม่", "มิได้", "มิใช่", "ห้ามใช้", "not", "without", "copy of",
    ),
    "qualifies.denied.near": (
        "ไม่ได้รับ", "มิได้รับ", "ยังไม่ได้", "ไม่ผ่าน", "ไม่มีใบอนุญาต", "ไม่รับรอง", "ไม่อยู่ใน", "ไม่เป็นไปตาม",
        "ไม่ตรงตาม", "ปราศจาก", "not certified", "not licensed", "not licenced", "not approved", "not tested",
        "not valid", "not under", "non-certified", "fake", "imitation", "invalid",
    ),
    "qualifies.denied.anywhere": (
        "ไม่ได้รับ", "ไม่ได้รับอนุญาต", "ไม่ได้รับใบอนุญาต", "ไม่ได้รับการรับรอง", "ไม่ได้รับมาตรฐาน", "ไม่ได้รับมอก",
        "ไม่มีใบอนุญาต", "ไม่ผ่านมาตรฐาน", "ไม่ผ่านมอก", "ไม่ผ่านการรับรอง", "ไม่ได้มาตรฐาน", "ไม่มีมอก",
        "ไม่ใช้กับสินค้านี้", "ไม่ใช่ของสินค้านี้", "ไม่ครอบคลุมสินค้านี้", "ไม่รวมสินค้านี้", "not for this product",
        "does not apply to this product", "ของปลอม", "ของเลียนแบบ", "สินค้าปลอม", "โมฆะ", "เลียนแบบ", "not certified",
        "not licensed", "not licenced", "not approved", "not tisi", "uncertified", "unlicensed", "unlicenced", "void",
        "replica", "counterfeit",
        "does not apply to this", "not yet licensed", "not yet approved",
        "อย่าขาย", "ของประกอบฉาก", "การเรียนการสอน", "ฉลากเปล่า", "สติกเกอร์เปล่า", "หิ้วจาก", "ของหิ้ว",
    ),
    "qualifies.compared.excused_in": (
        "เก็บไว้อ้างอิง", "เก็บคู่มือไว้อ้างอิง", "เพื่อใช้อ้างอิง", "ใช้อ้างอิงในภายหลัง",
        "อ้างอิงในภายหลัง", "ไว้เพื่ออ้างอิง", "ไว้อ้างอิงภายหลัง", "for future reference",
    ),
    "qualifies.compared.own_line": (
        "เทียบ", "คล้าย", "เหมือน", "ทดแทน", "reference", "ref.", "refer to", "replaces", "same as", "style", "like",
    ),
    "qualifies.compared.near": (
        "เทียบเท่า", "เทียบกับ", "เทียบได้", "เทียบเคียง", "อ้างอิง", "อิงตาม", "ตามแนวทาง", "ใกล้เคียง",
        "เช่นเดียวกับ", "แบบเดียวกับ", "ดีกว่า", "สูงกว่า", "เหนือกว่า", "เกินมาตรฐาน", "มาตรฐานเดียวกับ",
        "equivalent", "equal to", "similar to", "based on", "comparable", "better than", "exceeds", "inspired",
        "in line with", "substitute for",
    ),
    "qualifies.pending.own_line": (
        "ขอรับ", "คำขอ", "application", "to be approved", "submitted", "awaiting",
    ),
    "qualifies.pending.near": (
        "จะได้รับ", "ภายในปี", "รอการ", "รออนุมัติ", "รออนุญาต", "รอรับ", "อยู่ระหว่าง", "ระหว่างขอ", "ยื่นขอ",
        "ยื่นคำขอ", "กำลังขอ", "กำลังดำเนินการ", "คำขอเลขที่", "เตรียมขอ", "pending", "applied for", "in process",
        "under review",
    ),
    "qualifies.pending.anywhere": (
        "รอการอนุมัติ", "รออนุมัติ", "รอการอนุญาต", "รอการรับรอง", "อยู่ระหว่างขอ", "อยู่ระหว่างการขอ",
        "อยู่ระหว่างยื่นขอ", "ยื่นขอมอก", "จะได้รับอนุญาต", "จะได้รับใบอนุญาต", "จะได้รับมอก", "approval pending",
        "license pending", "licence pending",
    ),
    "qualifies.expired.excused_in": (
        "แห้งเมื่อเลิกใช้",
        "ปลั๊กเมื่อเลิกใช้",
        "ปลั๊กทุกครั้งเมื่อเลิกใช้",
        "ปลั๊กหลังเลิกใช้",
        "ปลั๊กทุกครั้งหลังเลิกใช้",
        "วาล์วเมื่อเลิกใช้",
        "วาล์วหลังเลิกใช้",
        "สะอาดหลังเลิกใช้",
        "สะอาดเมื่อเลิกใช้",
        "ใบรับประกันหมดอายุ",
        "ประกันหมดอายุ",
        "การรับประกันหมดอายุ",
        "การรับประกันสิ้นสุด",
        "การรับประกันจะสิ้นสุด",
        "สิ้นสุดการรับประกัน",
    ),
    "qualifies.expired.own_line": (
        "หมดอายุ", "เดิม", "valid until", "สิ้นสุด", "ใช้ถึง", "ถึงวันที่", "ระงับ", "expires", "expiry", "former",
        "formerly", "previous", "until", "old no",
    ),
    "qualifies.expired.near": (
        "ใบอนุญาตหมดอายุ", "ผู้รับใบอนุญาตเดิม", "ใบอนุญาตเดิม", "เลขเดิม", "สิ้นอายุ", "ยกเลิก", "เพิกถอน", "พักใช้",
        "เคยได้รับ", "ก่อนหน้านี้", "เลิกใช้", "expired", "cancelled", "canceled", "revoked", "suspended",
        "withdrawn", "superseded",
    ),
    "qualifies.expired.anywhere": (
        "ใบอนุญาตหมดอายุ", "ผู้รับใบอนุญาตเดิม", "เพิกถอนใบอนุญาต", "ยกเลิกใบอนุญาต", "พักใช้ใบอนุญาต", "ถูกเพิกถอน",
        "ถูกยกเลิก", "license expired", "licence expired", "license revoked", "licence revoked",
        "หมดอายุแล้ว", "ยกเลิกแล้ว",
    ),
    "qualifies.expired.not_after": (
        "วัน", "วันที่", "exp", "best before",
    ),
    "qualifies.part.excused_in": (
        "ร้านที่ซื้อภายใน", "เปลี่ยนได้ภายใน", "คืนได้ภายใน", "ติดต่อภายใน", "แจ้งภายใน",
        "ภายในไม่มีชิ้นส่วนที่ผู้ใช้", "ไม่มีชิ้นส่วนที่ผู้ใช้", "ไม่ควรใช้กับเด็ก", "ห้ามใช้กับเด็ก",
        "ห้ามใช้กับน้ำร้อน", "ไม่เหมาะสำหรับใช้กับ", "ข้างกล่อง", "มีชิ้นส่วนขนาดเล็ก",
        "ยกเว้นวันอาทิตย์", "ยกเว้นวันเสาร์", "ยกเว้นวันหยุด", "เว้นวันหยุดนักขัตฤกษ์", "เว้นวันหยุดราชการ",
        "except sundays", "except sunday", "except holidays", "except public holidays",
    ),
    "qualifies.part.goods": (
        "สายไฟ", "ปลั๊ก", "อะแดปเตอร์", "แบตเตอรี่", "เซลล์", "ฝาครอบ", "หลอด", "สวิตช์", "plug", "cable", "adapter",
        "adaptor", "battery", "cell", "cover", "cord",
    ),
    "qualifies.part.own_line": (
        "ที่ใช้", "แนบมา", "ที่แนบ", "ที่ให้มา", "ในชุด", "used in", "supplied", "enclosed", "สำหรับ", "เท่านั้น",
        "บางส่วน", "ในกล่อง", "ของแถม", "only", "inside", "internal", "except", "excluding", "accessory", "component",
        "applies to", "works with", "for model", "for use with", "packaging only", "other model",
    ),
    "qualifies.part.near": (
        "ของสายไฟ", "ของปลั๊ก", "ของกล่อง",
        "ใช้กับ", "เฉพาะ", "ภายใน", "ใช้ร่วมกับ", "ส่วนประกอบ", "ชิ้นส่วน", "อุปกรณ์ประกอบ", "อุปกรณ์เสริม",
        "บางรุ่น", "ยกเว้น", "รุ่นอื่น", "ตัวอื่น", "component only", "cable only", "plug only",
        "สำหรับตัวอย่าง", "sample only", "samples only",
    ),
    "harmless.words": (
        "มอก.", "เลขที่ มอก.", "มาตรฐานเลขที่ มอก.", "มาตรฐาน มอก.", "ได้มาตรฐาน มอก.", "ได้รับมาตรฐาน มอก.",
        "เครื่องหมายมาตรฐาน มอก.", "ตามมาตรฐาน มอก.", "ผลิตภัณฑ์ มอก.", "มาตรฐานผลิตภัณฑ์อุตสาหกรรม",
        "มาตรฐานผลิตภัณฑ์อุตสาหกรรม มอก.", "คุณภาพมาตรฐาน มอก.", "สินค้ามาตรฐาน มอก.", "มาตรฐาน", "เลขที่มาตรฐาน",
        "ใบอนุญาตเลขที่", "เลขที่ใบอนุญาต", "ใบอนุญาต มอก. เลขที่", "ใบอนุญาตแสดงเครื่องหมายมาตรฐานเลขที่",
        "ใบอนุญาตทำเลขที่", "ใบอนุญาตนำเข้าเลขที่", "ใบอนุญาต", "หมายเลขใบอนุญาต", "เลขใบอนุญาต", "ใบอนุญาต มอก.",
        "license no", "licence no", "license number", "licence number", "tisi license", "tisi licence",
        "tisi license no", "tis license no", "license", "licence", "tis no", "tisi", "tisi no",
        "thai industrial standard", "standard", "standard no", "certified tis", "certified by tisi", "tis standard",
        "product standard", "เล่ม", "part", "สมอ.",
        "เลขที่", "ตาม", "ตาม มอก.", "ผลิตตาม มอก.", "บังคับ", "ทั่วไป", "tisi lic", "tisi lic no", "lic no",
    "ผลิตภัณฑ์นี้เป็นไปตาม", "สินค้านี้เป็นไปตาม", "ผลิตภัณฑ์เป็นไปตาม", "เป็นไปตาม",
    ),
    "qualifies.denied.in_row": (
        "ไม่", "ไม่ใช่", "ไม่มี", "มั่ว", "เท็จ", "ปลอม", "ลอก", "ผิด", "ยืม", "ยืมมา", "ขาด", "not",
        "none", "nil", "false", "copy", "borrowed",
    ),
    "qualifies.denied.alone": (
        "ไม่ผ่าน", "ไม่อนุมัติ", "ไม่อนุญาต", "ไม่รับรอง", "ห้ามจำหน่าย", "void", "rejected", "fake", "invalid",
        "fail", "failed", "not for sale", "hold", "on hold", "qc hold", "hold for qc",
        "ตก", "ตกเกณฑ์", "ไม่ผ่านเกณฑ์",
    ),
    "qualifies.compared.anywhere": (
        "เทียบเท่ามาตรฐาน", "เทียบเท่ามอก", "เทียบเท่าใบอนุญาต",
    ),
    "qualifies.pending.in_row": ("รอ", "ขอ", "ว่าง", "tba", "tbd", "tbc", "draft"),
    "qualifies.pending.alone": (
        "รอผล", "รออนุมัติ", "pending",
    ),
    "qualifies.expired.in_row": ("หมด", "เก่า", "เดิม", "เคย", "อดีต", "old", "former", "ex", "was"),
    "qualifies.expired.alone": (
        "ยกเลิก", "หมดอายุ", "เพิกถอน", "พักใช้", "cancelled", "canceled", "expired", "revoked", "suspended",
        "withdrawn",
    ),
    "qualifies.part.anywhere": (
        "เฉพาะรุ่น", "รุ่นอื่น",
    ),
}  # fmt: skip
"""Lists of `verifier/data/statement_words.toml`, by their place in it."""

LINK_WORDS: dict[str, tuple[str, ...]] = {
    "lookalike.strong_labels": (
        "appdb",
    ),
    "lookalike.companions": (
        "app", "appdb", "check", "code", "db", "go", "goth", "gov", "info", "license", "licence", "moc", "mok",
        "online", "qr", "qrcode", "scan", "scope", "std", "th", "thai", "thailand", "tis", "verify", "web", "www",
        "www3",
    ),
    "lookalike.thai_names": (
        "มอก", "สมอ",
    ),
    "lookalike.thai_companions": (
        "เช็ค", "เช็ก", "ตรวจ", "ตรวจสอบ", "สแกน", "คิวอาร์", "ใบอนุญาต", "ใบรับรอง", "มาตรฐาน", "เลข", "ออนไลน์",
        "มอก", "สมอ",
    ),
    "lookalike.thai_domains": (
        "ไทย", "คอม",
    ),
    "lookalike.neighbours": (
        "dsi.go.th", "disd.go.th", "tistr.or.th", "titv.go.th",
    ),
    "foreign.shorteners": (
        "2u.pw", "adf.ly", "b.link", "bit.ly", "bitly.com", "bl.ink", "bom.so", "buff.ly", "clck.ru", "cutt.ly",
        "cutt.us", "da.gd", "dub.sh", "goo.su", "ht.ly", "is.gd", "j.mp", "kutt.it", "lihi.cc", "n9.cl", "ouo.io",
        "ow.ly", "ppt.cc", "pse.is", "q.gs", "rb.gy", "rebrand.ly", "reurl.cc", "s.id", "short.gy", "shorten.asia",
        "shorturl.asia", "shorturl.at", "shorturl.com", "surl.li", "t.co", "t.ly", "t2m.io", "tiny.cc", "tiny.one",
        "tinyurl.com", "tny.im", "u.to", "urlz.fr", "v.gd", "vo.la", "x.gd", "shope.ee", "shp.ee", "s.shopee.co.th",
    ),
    "foreign.qr_services": (
        "flow.page", "me-qr.com", "q-r.to", "qr.ae", "qr.io", "qr.net", "qr1.be", "qrco.de", "qrcodes.pro",
        "qrfy.com", "qrfy.io", "qrs.ly", "qrto.org", "scan.page", "scnv.io", "uqr.to",
    ),
    "foreign.platforms": (
        "bing.com", "facebook.com", "google.co.th", "google.com", "instagram.com", "lazada.co.th", "lin.ee",
        "line.me", "shopee.co.th", "t.me", "threads.net", "tiktok.com", "twitter.com", "wikipedia.org", "x.com",
        "youtube.com",
    ),
    "foreign.apps": (
        "android-app", "googlechrome", "googlechromes", "intent", "microsoft-edge", "view-source",
    ),
    "foreign.scripts": (
        "blob", "data", "javascript", "vbscript",
    ),
    "confusables": (
        "0o", "1i", "3e", "5s", "7t", "li", "|i", "!i", "$s", "ıi", "łi", "øo", "ꜱs", "аa", "еe", "оo", "рp", "сc",
        "ѕs", "іi", "їi", "ԁd", "тt", "һh", "ɡg", "ɢg", "вb", "ьb", "αa", "οo", "ρp", "τt", "ιi", "ѵv", "ʜh", "ᴛt",
        "ɪi", "ᴏo", "ӏi", "ǀi",
    ),
}  # fmt: skip
"""Lists of `verifier/data/official_links.toml`; of the disguises, each letter with what it stands for."""

AFFIRMING_BY_COMPOUND_ALONE = (
    "แสดง",
    "ทดสอบ",
    "ตรวจสอบ",
    "ตรวจ",
    "ทดลอง",
    "ขอ",
    "ควร",
    "ต้อง",
    "เพื่อ",
    "การ",
    "ใช้",
    "ได้",
    "ส่งออก",
    "ตัวอย่าง",
    "ควบคุม",
    "ใบอนุญาต",
    "อนุญาต",
    "ซื้อ",
)
"""Words that by themselves, behind `สินค้า` or before a verb, say something else than that goods hold to a standard."""
