"""What to do next, in the words of people who keep a stock: code → (Thai, English), and which finding gives which."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from verifier import messages

MEND_TABLE = "mend_table"
"""Advice where a cell of a table was not understood."""
ADVICE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "match_is_not_proof": (
            "ผลว่าตรงกันไม่ได้พิสูจน์ว่าเป็นของแท้ ขอสำเนาใบอนุญาตจากผู้ขายเก็บไว้",
            "A match proves no goods genuine: keep a copy of the supplier's licence.",
        ),
        "keep_receipt": ("เก็บใบส่งของของล็อตนี้ไว้", "Keep the delivery note of this lot."),
        "move_closer": (
            "ถ่ายใหม่ให้ใกล้ขึ้น ให้เครื่องหมายและตัวเลขเต็มภาพ",
            "Take a photo from closer: mark and numbers should fill it.",
        ),
        "hold_still": ("ถ่ายใหม่ให้คมชัด", "Take a sharper photo."),
        "more_light": ("ถ่ายใหม่ในที่สว่างกว่านี้", "Take a photo in better light."),
        "avoid_glare": ("ถ่ายใหม่โดยไม่ให้แสงสะท้อนบังตัวพิมพ์", "Take a photo without reflections on the print."),
        "photograph_straight": ("ถ่ายใหม่ตรงหน้าฉลาก", "Take a photo from straight in front of the label."),
        "show_whole_label": ("ถ่ายใหม่ให้เห็นฉลากทั้งแผ่น", "Take a photo of the whole label."),
        "other_side": ("ถ่ายด้านอื่นและกล่องของสินค้าเพิ่ม", "Photograph the other sides and the box as well."),
        "show_licensee": ("ถ่ายชื่อผู้ทำหรือผู้นำเข้าเพิ่ม", "Photograph the maker's or importer's name as well."),
        "one_product_per_photo": ("แยกรูปให้เหลือสินค้าเดียวต่อรูป", "Take photos of one product each."),
        "type_number_in": (
            "ใส่เลขใบอนุญาตและเลข มอก. ที่พิมพ์บนสินค้าลงในตาราง แล้วตรวจใหม่",
            "Put the licence and standard numbers that the goods bear into the table and check again.",
        ),
        "look_firm_up": (
            "ตรวจชื่อบริษัทภาษาไทยและอังกฤษที่กรมพัฒนาธุรกิจการค้า (datawarehouse.dbd.go.th)",
            "Look the firm's names up at the Department of Business Development (datawarehouse.dbd.go.th).",
        ),
        "check_official_page": (
            "เทียบกับหน้าใบอนุญาตของ สมอ. (tisi.go.th)",
            "Compare with TISI's own licence page (tisi.go.th).",
        ),
        "compare_official_page": (
            "เปิดหน้าใบอนุญาตของ สมอ. จาก QR แล้วเทียบชื่อ สินค้า และเลขกับของจริง",
            "Open TISI's page of this QR code and compare firm, goods and numbers with what lies in the stock.",
        ),
        "do_not_open_link": ("อย่าเปิดลิงก์ใน QR นี้", "Do not open the link of this QR code."),
        "update_list": (
            "ปรับปรุงทะเบียนใบอนุญาต แล้วตรวจใหม่",
            "Update the list of licences, then check again.",
        ),
        "ask_seller_for_licence": (
            "พักสินค้าไว้ก่อน แล้วขอใบอนุญาตจากผู้ขาย",
            "Hold the goods back and ask the supplier for the licence.",
        ),
        "report_to_tisi": (
            "แจ้ง สมอ. หรือ LINE “แจ้งอุต” พร้อมรูปและชื่อผู้ขาย",
            "Report it to TISI (สมอ.) or LINE “แจ้งอุต”, with photos and the supplier's name.",
        ),
        "community_mark": (
            "สินค้าชุมชน (มผช.) ตรวจได้ที่อุตสาหกรรมจังหวัด",
            "Community products can be checked with the provincial industry office.",
        ),
        "photograph_goods": ("ถ่ายรูปฉลากของสินค้านี้", "Photograph the label of these goods."),
        "photograph_again": (
            "ถ่ายรูปนี้ใหม่ หรือบันทึกเป็น JPEG แล้วตรวจใหม่",
            "Take this photo again, or save it as JPEG, and check again.",
        ),
        MEND_TABLE: ("แก้ข้อมูลในตาราง แล้วตรวจใหม่", "Mend the table and check again."),
        "look_at_goods": ("หยิบสินค้ามาเทียบกับตารางด้วยตา", "Compare the goods themselves with the table."),
    }
)
"""What to do next, for goods that lie in a stock; of every advice that findings give, and of those of a stock."""

ADVICE_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "stock.no_photo": ("photograph_goods",),
        "stock.photo_missing": (MEND_TABLE,),
        "stock.photo_unread": ("photograph_again",),
        "stock.photo_aside": ("photograph_again",),
        "stock.photo_not_looked_again": ("photograph_again",),
        "stock.not_judged": ("photograph_again",),
        "stock.rows_differ": (MEND_TABLE,),
        "stock.gtin_unreadable": (MEND_TABLE,),
        "stock.received_unreadable": (),
        "stock.other_barcode": ("look_at_goods",),
        "stock.other_standard": ("look_at_goods", "ask_seller_for_licence"),
        "stock.other_licence": ("look_at_goods", "ask_seller_for_licence"),
        "stock.other_holder": ("look_at_goods", "ask_seller_for_licence"),
        "stock.other_code": ("look_at_goods", "ask_seller_for_licence"),
        "stock.code_not_compared": ("photograph_goods",),
        "stock.same_photo": ("photograph_goods",),
        "stock.like_photo": (),
        "stock.shared_licence": ("ask_seller_for_licence",),
        "stock.shared_qr": ("ask_seller_for_licence",),
    }
)
"""Advice of the findings on a product of a stock, most useful first."""


def advice(code: str, lang: str) -> str:
    """What to do next, one sentence in `th` or `en`; in the words of a label where there are none for stocks."""
    return ADVICE[code][0 if lang == "th" else 1] if code in ADVICE else messages.advice(code, lang)
