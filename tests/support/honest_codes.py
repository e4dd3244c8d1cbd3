"""What honest packages carry beside TISI's code: links of makers, shops and chats, payments, cards, serial numbers."""

from __future__ import annotations

from itertools import product

BRANDS = ("brand", "powerplus", "artisign", "hatari-fan", "tistech", "moksup", "สายไฟไทย")
SITES = ("www.{}.example", "{}.co.example", "shop.{}.example")
PAGES = (
    "/",
    "/products/2879-2560.pdf",
    "/th/product/pb-10000?color=black&utm_source=qr",
    "/warranty/register?sn=SN20261129&model=PB-1",
    "/manual/th.pdf#page=3",
    "/certificates/tis-2879.jpg",
    "/p/1234567890",
)
PLATFORMS = (
    "https://lin.ee/{}",
    "https://line.me/R/ti/p/@{}",
    "https://line.me/ti/p/{}",
    "http://line.me/ti/g2/{}?utm_source=invitation",
    "https://www.facebook.com/{}",
    "https://m.me/{}",
    "https://fb.me/{}",
    "https://www.instagram.com/{}/?igsh=MzRlODBiNWFlZA==",
    "https://www.tiktok.com/@{}",
    "https://youtu.be/{}",
    "https://www.youtube.com/watch?v={}&t=42s",
    "https://wa.me/66812345678?text={}",
    "https://t.me/{}",
    "https://maps.app.goo.gl/{}",
    "https://shopee.co.th/{}-i.12345678.9876543210",
    "https://www.lazada.co.th/products/{}-i4567891234-s19876543210.html",
    "https://www.amazon.com/dp/B0{}?th=1",
    "https://apps.apple.com/th/app/{}/id1234567890",
    "https://play.google.com/store/apps/details?id=com.{}.app",
    "http://weixin.qq.com/r/{}",
    "https://u.wechat.com/{}",
    "https://forms.gle/{}",
    "https://docs.google.com/forms/d/e/{}/viewform?usp=sf_link",
    "https://linktr.ee/{}",
    "https://bit.ly/{}",
    "https://qrco.de/{}",
)
TEXTS = (
    "WIFI:T:WPA;S:PowerBank_5G;P:12345678;;",
    "WIFI:S:โรงงาน ชั้น 2;T:WPA;P:p@ss\\;word;H:false;;",
    "00020101021129370016A000000677010111011300668123456785802TH53037646304ABCD",
    "00020101021230810016A00000067701011201150107536000315080214KB0000012345670320API1234567890ABCDEF5303764540510.005802TH6304B1F2",
    "BEGIN:VCARD\nVERSION:3.0\nN:ใจดี;สมชาย\nORG:บริษัท ตัวอย่างพลังงาน จำกัด\nADR:;;99/9 หมู่ 3 ถ.สุขุมวิท 71-2/3;"
    "เมือง;;10270;ไทย\nTEL:021234567\nURL:https://www.brand.example\nEND:VCARD",
    "MECARD:N:ร้านไทย;TEL:0812345678;EMAIL:sale@brand.example;URL:https://brand.example;;",
    "MATMSG:TO:service@brand.example;SUB:warranty;BODY:SN 1234567890;;",
    "mailto:service@brand.example?subject=รับประกัน",
    "tel:+6621234567",
    "SMSTO:0812345678:ลงทะเบียน 20261129",
    "geo:13.7563,100.5018?q=โรงงาน",
    "SN:PB20261129-0001",
    "55982/BYADRF4PQ02809",
    "2121 9000039",
    '{\n  "panel_id": "P001",\n  "market": "Talad A",\n  "meter_id": "M001"\n}\n',
    "8859769700223",
    "8ZRI8424637142",
    "20462493",
    "(01)08859769700223(10)LOT-12/2569(17)281231",
    "https://id.gs1.org/01/08859769700223/10/ABC123?17=281231",
    "\x1d0108859769700223\x1d10ABC123",
    "LOT 12-11/2569 EXP 12/2571",
    "รุ่น PB-10000 กำลังไฟ 10000mAh",
    "สอบถามโทร 02-123-4567 ต่อ 12",
    "ที่อยู่ 12-14/5 หมู่ 7 ถนนบางนา-ตราด กม. 12",
    "มอก. 2879-2560",
    "มอก.2879-2560 ใบอนุญาตเลขที่ ท7014-4/2879",
    "TIS 2879-2560 License No. T7014-4/2879",
    "อย. 10-1-12345-5-0001",
    "ทะเบียนรถ กท 1234",
    "https://www.oryor.example/check?id=1011234550001",
    "https://www.tistr.or.th/",
    "https://www.dsi.go.th/",
    "https://www.dbd.go.th/company/0105551234567",
    "https://www.industry.go.th/th",
    "https://tisco.example/pay",
    "otpauth://totp/Brand:user?secret=JBSWY3DPEHPK3PXP&issuer=Brand",
    "BEGIN:VEVENT\nSUMMARY:งานแสดงสินค้า\nDTSTART:20261201T090000Z\nEND:VEVENT",
    "HTTPS://BRAND.EXAMPLE/A?D=1234567890",
    "bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT?amount=0.01",
    "promptpay:0812345678",
    "ขอบคุณที่อุดหนุนค่ะ",
)


def honest_payloads() -> list[str]:
    """More than two hundred, none of which is about another licence than ท7014-4/2879 of มอก. 2879-2560."""
    makers = ["https://" + site.format(brand) + page for brand, site, page in product(BRANDS, SITES, PAGES)]
    platforms = [link.format(name) for link in PLATFORMS for name in ("brand", "aB3xYz9", "powerplus.th")]
    return [*makers, *platforms, *TEXTS]
