"""For each finding of the book a case that makes it, and the verdict of that case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.support.cases import (
    CARRYING,
    DAY,
    HOLDER,
    LOOKALIKE,
    OTHER_FIRM,
    QR,
    TODAY,
    case,
    certificate,
    code,
    firm,
    likeness,
    mark,
    number,
    row,
    standard,
    statement,
)
from verifier.domain import LicenceStatus, Outcome, VerdictKind
from verifier.rules import Case
from verifier.rules.book import book

A, C, N = VerdictKind.AGREES, VerdictKind.CONFLICTS, VerdictKind.CANNOT_TELL
SUSPENDED, ACTIVE = LicenceStatus.SUSPENDED, LicenceStatus.ACTIVE
OIL = row("ท9001-88/1040", "1040-2541", qr_id="777000111", holder=OTHER_FIRM)
FAN = row("ท5555-66/934", "934-2558", qr_id="555000111")
SECOND = row("ท8821-57/2879", qr_id="888000111")
REVOKED = row("ท3131-22/2879", qr_id="999000111", status=LicenceStatus.REVOKED)
NEIGHBOUR = row("ท7074-4/2879", qr_id=None, holder=OTHER_FIRM)
LATIN = "Tuayang Phalangngan Co., Ltd."
HOMOPHONE = row("ท8821-57/2879", qr_id="888000111", holder="บริษัท ตัวหย่างพะลังงาน จำกัด")
WIND = {"standards": [standard("934-2558")], "licences": [], "codes": [], "holders": []}


def only(**changes: object) -> dict[str, object]:
    """A label that shows mark and standard and nothing that leads to a licence, but for `changes`."""
    return {"licences": [], "codes": [], "holders": [], **changes}


TABLE: dict[str, tuple[Case, VerdictKind]] = {
    # ---- conflicts
    "code.lookalike": (case(codes=[code(), code(LOOKALIKE)]), C),
    "licence.revoked": (case(rows=[row(status=LicenceStatus.REVOKED)]), C),
    "licence.cancelled": (case(rows=[row(status=LicenceStatus.CANCELLED)]), C),
    "licence.suspended": (case(rows=[row(status=SUSPENDED, suspended_from=TODAY - DAY)]), C),
    "licence.not_listed": (case(**only(licences=[number("ท1234-56/2879")])), C),
    "code.licence_not_listed": (case(**only(codes=[code(CARRYING + "ท1234-56/2879")])), C),
    "code.leads_to_bad_status": (case(rows=[row(), REVOKED], codes=[code(QR + "999000111#")]), C),
    "code.other_licence": (case(rows=[row(qr_id=None), SECOND], codes=[code(QR + "888000111")]), C),
    "code.other_standard": (case(rows=[row(), OIL], **only(codes=[code(QR + "777000111")])), C),
    "licence.other_standard": (case(rows=[OIL], **only(licences=[number("ท9001-88/1040")])), C),
    "licence.type_contradicts_mark": (case(marks=[mark("voluntary")]), C),
    "licence.type_contradicts_standard": (case(**only(licences=[number("ส7014-4/2879")]), listed=None), C),
    "mark.wrong_kind": (case(**only(marks=[mark("voluntary")])), C),
    "mark.mirrored": (case(marks=[mark(likeness=likeness(mirrored=True))]), C),
    "holder.other_licensee": (case(holders=[firm(OTHER_FIRM, text=f"ผู้รับใบอนุญาต {OTHER_FIRM}")]), C),
    "category.other": (case(category="mask"), C),
    # ---- cannot tell
    "labels.several_products": (case(standards=[standard(), standard("2424-2565", label=1)]), N),
    "photos.differ": (case(standards=[standard(), standard("2424-2565", label=1, photo=1)], photos=2), N),
    "mark.community": (case(marks=[mark("community")]), N),
    "standard.not_product": (case(standards=[standard("17025-2561")]), N),
    "certificate.sme": (case(**only(marks=[], standards=[]), certificates=[certificate()]), N),
    "mark.none": (case(**only(marks=[], standards=[])), N),
    "mark.missing_beside_number": (case(marks=[]), N),
    "mark.unsure": (case(marks=[mark(score=0.3)]), N),
    "mark.unlike": (case(marks=[mark(likeness=likeness("part_missing"))]), N),
    "standard.none": (case(marks=[], standards=[]), N),
    "standard.none_beside_mark": (case(standards=[]), N),
    "standard.unreadable": (case(standards=[standard(certain=False)]), N),
    "standard.no_year": (case(standards=[standard("2879")]), N),
    "standard.unknown": (case(standards=[standard("9123-2560")]), N),
    "standard.unknown_edition": (case(standards=[standard("2879-2568")]), N),
    "standard.superseded": (case(standards=[standard("2879-2558")], rows=[row(standard="2879-2558")]), N),
    "list.none": (case(listed=None), N),
    "list.future": (case(listed=TODAY + DAY), N),
    "list.stale": (case(listed=TODAY - 46 * DAY), N),
    "list.contradicts": (case(rows=[row(), row(status=LicenceStatus.REVOKED)]), N),
    "code.shared_id": (case(rows=[row(), row("ท8821-57/2879")], **only(codes=[code()])), N),
    "licence.issued_later": (case(rows=[row(issued=TODAY + DAY)]), N),
    "holder.only_seller": (
        case(
            **only(
                holders=[
                    firm(text=f"จัดจำหน่ายโดย {HOLDER}"),
                    firm(OTHER_FIRM, text=f"ผลิตโดย {OTHER_FIRM}", line=1),
                ]
            )
        ),
        N,
    ),
    "mark.apart": (case(marks=[mark(label=1)]), N),
    "licence.near_listed": (case(**only(licences=[number("ท7074-4/2879")])), N),
    "licence.not_covered": (case(**only(licences=[number("ท1234-56/2879")]), covers=["1040-2541"]), N),
    "code.licence_not_covered": (case(**only(codes=[code(CARRYING + "ท1234-56/2879")]), covers=[]), N),
    "licence.status_unstated": (case(rows=[row(status=LicenceStatus.UNSTATED)]), N),
    "licence.status_contradicts": (case(rows=[row(suspended_from=TODAY - DAY, suspended_to=TODAY + DAY)]), N),
    "licence.suspension_open": (
        case(rows=[row(status=SUSPENDED, suspended_from=TODAY - 60 * DAY)], listed=TODAY - 50 * DAY),
        N,
    ),
    "licence.unclear_bad_status": (
        case(
            rows=[row(), row("ท7074-4/2879", status=LicenceStatus.REVOKED, qr_id=None)],
            licences=[number("ท7074-4/2879", certain=False)],
        ),
        N,
    ),
    "licence.named_bad_status": (
        case(
            rows=[row(), row("ท8821-57/2879", holder=OTHER_FIRM, status=LicenceStatus.CANCELLED, qr_id=None)],
            holders=[firm(), firm(OTHER_FIRM, line=1)],
        ),
        N,
    ),
    "link.neighbour_listed": (case(rows=[row(), NEIGHBOUR], codes=[], holders=[]), N),
    "link.ambiguous": (case(rows=[row(), SECOND], **only(licences=[number(), number("ท8821-57/2879")])), N),
    "link.name_likely": (case(**only(holders=[firm("บริษัท ตัวอย่างพลังงาบ จำกัด", False)])), N),
    "link.name_nearly": (case(**only(holders=[firm("บริษัท ตัวอยางพลังงาน จำกัด")])), N),
    "link.name_sounds": (case(**only(holders=[firm(LATIN)])), N),
    "photo.unclear": (replace(case(marks=[]), photo_problems=("too_blurred", "glare")), N),
    "label.none": (replace(case(**only(marks=[], standards=[])), print_seen=False), N),
    "mark.needed": (case(marks=[], category="power_bank"), N),
    "link.none": (case(**only()), N),
    "standard.unbacked": (case(standards=[standard(), standard("166-2549")]), N),
    "licence.other_edition": (case(rows=[row(standard="2879-2558")]), N),
    "licence.unsettled_standard": (
        case(rows=[FAN], **WIND | {"standards": [standard("92-2536")], "licences": [number("ท5555-66/934")]}),
        N,
    ),
    "licence.type_unsettled": (
        case(
            rows=[row("ท5555-66/2461", "2461-2565")],
            **WIND
            | {
                "marks": [mark("voluntary")],
                "standards": [standard("2461-2565")],
                "licences": [number("ท5555-66/2461")],
            },
        ),
        N,
    ),
    "mark.kind_unsettled": (case(rows=[FAN], **WIND | {"marks": [mark("voluntary")]}), N),
    "mark.unexplained": (case(marks=[mark(), mark("voluntary")]), N),
    "code.unsettled_licence": (case(**only(licences=[number("ท7014-9/2879")], codes=[code()])), N),
    "code.names_bad_status": (case(rows=[row(), REVOKED], codes=[code(), code("ใบอนุญาต ท3131-22/2879")]), N),
    "code.names_other": (case(codes=[code(), code("ใบอนุญาต ท3131-22/2879")]), N),
    "code.names_other_standard": (case(codes=[code(), code("มอก. 2424-2565")]), N),
    "code.official_other": (case(codes=[code(), code("https://www.tisi.go.th/news")]), N),
    "code.mentions_official": (case(codes=[code(), code("https://www.facebook.com/tisi.go.th")]), N),
    "code.hidden_target": (case(codes=[code("https://bit.ly/3xYz")]), N),
    "code.other_id": (case(codes=[code(QR + "123456789")]), N),
    "code.several": (case(codes=[code(), code(QR + "123456789")]), N),
    "holder.differs": (case(holders=[firm(OTHER_FIRM)]), N),
    "holder.sounds_alike": (case(holders=[firm(LATIN)]), N),
    "holder.sounds_several": (case(rows=[row(), HOMOPHONE], holders=[firm(LATIN)]), N),
    "holder.unclear": (case(holders=[firm(OTHER_FIRM, certain=False)]), N),
    "standard.another_unclear": (case(standards=[standard(), standard("166-2549", certain=False)]), N),
    "licence.another_unclear": (case(licences=[number(), number("น333-22/2879", certain=False)]), N),
    "category.part": (
        case(
            category="fan",
            rows=[row("ท31-41/166", "166-2549")],
            standards=[standard("166-2549")],
            licences=[number("ท31-41/166")],
        ),
        N,
    ),
    "category.unsettled": (
        case(category="mask", marks=[mark("voluntary")], **only(standards=[standard("213-2560")])),
        N,
    ),
    "standard.unparsed": (case(statements=[statement("standard", text="มอก. 2432/2555")]), N),
    "licence.letter_unsure": (case(statements=[statement("letter", text="ก7014-4/2879")]), N),
    "standard.word_unsure": (case(statements=[statement("abbreviation", text="มอค. 2879-2560", words="มอค")]), N),
    "licence.unparsed": (case(statements=[statement("licence", text="ใบอนุญาตเลขที่ 99906-906/60335")]), N),
    "words.denied": (case(statements=[statement("denied", text="ไม่ได้รับ มอก. 2879-2560")]), N),
    "words.compared": (case(statements=[statement("compared", text="เทียบเท่า มอก. 2879-2560")]), N),
    "words.pending": (case(statements=[statement("pending", text="อยู่ระหว่างขอ มอก. 2879-2560")]), N),
    "words.expired": (case(statements=[statement("expired", text="มอก. 2879-2560 (เดิม)")]), N),
    "link.printed": (case(statements=[statement("address", "tisi-check.com")]), N),
    "words.unexplained": (case(statements=[statement("words", "2879-2560", words="มดอาย")]), N),
    "goods.made_out_of_force": (
        case(
            rows=[row(suspended_from=date(2026, 1, 1), suspended_to=date(2026, 3, 31))],
            statements=[statement("made_on", "2026-02-01/2026-02-28", text="MFG 02/2026")],
        ),
        N,
    ),
    "label.stray": (case(statements=[statement("stray", "ห้ามจำหน่าย")]), N),
    "goods.other_kind": (case(statements=[statement("goods", "พัดลม", words="พัดลม")]), N),
    "goods.made_here": (
        case(
            rows=[row("น7014-4/2879")],
            licences=[number("น7014-4/2879")],
            codes=[],
            statements=[statement("made_in", "thailand", text="Made in Thailand")],
        ),
        N,
    ),
    "goods.made_elsewhere": (case(statements=[statement("made_in", "china", text="MADE IN CHINA")]), N),
    "goods.imported": (
        case(statements=[statement("importer", "บริษัท หนึ่งไฟฟ้า จำกัด", text="นำเข้าโดย บริษัท หนึ่งไฟฟ้า จำกัด")]),
        N,
    ),
    "goods.made_later": (case(statements=[statement("made_on", "2027-03-15/2027-03-15", text="ผลิต 15/03/2570")]), N),
    "goods.out_of_scope": (
        case(
            rows=[row("ท31-41/2780", "2780-2562", qr_id=None)],
            standards=[standard("2780-2562")],
            licences=[number("ท31-41/2780")],
            codes=[],
            statements=[statement("voltage", "12", text="12V DC", words="12V")],
        ),
        N,
    ),
    "words.part": (case(statements=[statement("part", text="แบตเตอรี่ภายใน มอก. 2879-2560")]), N),
    "number.struck_out": (case(statements=[statement("struck", "2879-2560")]), N),
    "print.unread": (case(statements=[statement("unread_print")]), N),
    "sign.denies": (case(statements=[statement("sign")]), N),
    "code.unread": (case(statements=[statement("unread_code")]), N),
    "holder.role_differs": (case(statements=[statement("maker", OTHER_FIRM)]), N),
    "holder.beside_mark": (case(holders=[firm(line=4), firm(OTHER_FIRM)]), N),
    "challenge.missing": (case(challenged=False), N),
    # ---- these do not keep from agreeing by themselves
    "licence.unreadable": (case(**only(licences=[number("ท7014-9/2879", certain=False)])), N),
    "holder.ambiguous": (case(rows=[row(), SECOND], **only(holders=[firm()])), N),
    "code.unresolved": (case(rows=[row(qr_id=None)], codes=[code(QR + "123456789")]), A),
    "code.none": (case(codes=[]), A),
    "code.not_tisi": (case(codes=[code("https://lin.ee/x")]), A),
    "label.framed": (case(framed=[0]), A),
    "code.unrelated": (case(codes=[code(), code("https://lin.ee/x")]), A),
    "holder.nearly": (case(rows=[row(), SECOND], codes=[], holders=[firm("บริษัท ตัวอยางพลังงาน จำกัด")]), N),
    "certificate.sme_beside": (case(certificates=[certificate()]), A),
    "standard.several": (
        case(
            rows=[row(), row("ท31-41/166", "166-2549", qr_id=None)],
            standards=[standard(), standard("166-2549")],
            licences=[number(), number("ท31-41/166")],
        ),
        A,
    ),
    "licence.suspension_over": (
        case(rows=[row(status=SUSPENDED, suspended_from=TODAY - 30 * DAY, suspended_to=TODAY - DAY)]),
        A,
    ),
    "licence.suspension_ahead": (case(rows=[row(suspended_from=TODAY + DAY)]), A),
    "standard.not_product_beside": (case(standards=[standard(), standard("17025-2561")]), A),
    "mark.community_beside": (case(marks=[mark(), mark("community")]), A),
    "standard.similar_read": (case(standards=[standard(), standard("2879-2568", certain=False)]), A),
    "licence.similar_read": (case(licences=[number(), number("ท7014-9/2879", certain=False)]), A),
    # ---- what agrees
    **{
        passing: (
            case(
                category="power_bank",
                photos=2,
                standards=[standard(), standard(label=1, photo=1)],
                statements=[
                    statement("licensee", HOLDER),
                    statement("part", "2879-2560", words="แบตเตอรี่"),
                    statement("made_in", "thailand"),
                    statement("voltage", "5", words="5V"),
                    statement("goods", "power bank", words="power bank"),
                ],
            ),
            A,
        )
        for passing, entry in book().items()
        if entry.outcome is Outcome.PASS
    },
}
