"""Examples for the OpenAPI document, from the report of a sample photo; held to the forms by a test.

`api/report.example.json` is what `mokcheck verify samples/01-power-bank.jpg --json --lang en` printed.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

REPORT: dict[str, Any] = json.loads(files("api").joinpath("report.example.json").read_text("utf-8"))
LICENCE: dict[str, Any] = {k: v for k, v in REPORT["listing"]["licence"].items() if k not in ("by", "evidence")}
SNAPSHOT: dict[str, Any] = REPORT["listing"]["snapshot"]

LOOK_UP: dict[str, Any] = {"number": LICENCE["licence"], "licences": [LICENCE], "snapshot": SNAPSHOT}
LOOK_UPS: dict[str, Any] = {
    "results": [
        {"asked": LICENCE["licence"], "number": LICENCE["licence"], "outcome": "listed", "licences": [LICENCE]},
        {"asked": "ท 9999-9/2879", "number": "ท9999-9/2879", "outcome": "not_listed", "licences": []},
        {"asked": "?", "number": None, "outcome": "bad_number", "licences": []},
    ],
    "snapshot": SNAPSHOT,
}
JOB_QUEUED: dict[str, Any] = {
    "id": "q3vXc0aKPn2M5w0nYl1tZ9eRb7uHs4Gd",
    "state": "queued",
    "progress": {"photo": 0, "photos": 1, "stage": None},
    "created": "2026-11-25T03:00:00Z",
    "expires": None,
    "report": None,
    "problem": None,
}
JOB_DONE: dict[str, Any] = JOB_QUEUED | {
    "state": "done",
    "progress": {"photo": 1, "photos": 1, "stage": "judge"},
    "expires": "2026-11-25T04:00:02Z",
    "report": REPORT,
}
PROBLEM_TYPES: dict[str, Any] = {
    "problems": [
        {
            "type": "/problems/photo.empty",
            "code": "photo.empty",
            "status": 422,
            "words": {
                "th": {"title": "ไฟล์ว่างเปล่า", "detail": "เลือกรูปใหม่ ไฟล์นี้ไม่มีข้อมูลอยู่เลย"},
                "en": {"title": "The file is empty", "detail": "Choose another; there is nothing in this one."},
            },
        }
    ]
}
BATCH_QUEUED: dict[str, Any] = {
    "id": "w8Tn3LxQe1Vr6yKp0Zs5Ub2HdJm9GcAf",
    "name": "ของเข้า 2026-11-20",
    "state": "queued",
    "created": "2026-11-25T03:00:00Z",
    "expires": None,
    "bytes": 84_213_771,
    "progress": {
        "photos": 0,
        "photos_looked_at": 0,
        "photos_set_aside": 0,
        "photos_missing": 0,
        "products": 0,
        "products_judged": 0,
    },
    "verdicts": {},
    "day": None,
    "list": None,
    "items": "/v1/batches/w8Tn3LxQe1Vr6yKp0Zs5Ub2HdJm9GcAf/items",
    "results": {},
    "problem": None,
}
BATCH_DONE: dict[str, Any] = BATCH_QUEUED | {
    "state": "done",
    "expires": "2026-12-02T03:09:40Z",
    "progress": {
        "photos": 2000,
        "photos_looked_at": 1999,
        "photos_set_aside": 1,
        "photos_missing": 0,
        "products": 500,
        "products_judged": 500,
    },
    "verdicts": {"agrees": 430, "conflicts": 12, "cannot_tell": 58},
    "day": "2026-11-25",
    "list": {"id": SNAPSHOT["id"], "date": SNAPSHOT["date"]},
    "results": {
        kind: f"/v1/batches/w8Tn3LxQe1Vr6yKp0Zs5Ub2HdJm9GcAf/results/{kind}"
        for kind in ("csv", "jsonl", "xlsx", "html")
    },
}
BATCHES: dict[str, Any] = {"batches": [BATCH_DONE]}
BATCH_ITEMS: dict[str, Any] = {
    "items": [
        {
            "item": 1,
            "number": 1,
            "key": "sku:A-001",
            "verdict": "cannot_tell",
            "product": {"sku": "A-001", "name": "พาวเวอร์แบงก์", "supplier": "ผู้ขายตัวอย่าง"},
            "findings": [
                {
                    "code": "stock.photo_aside",
                    "outcome": "unknown",
                    "required": True,
                    "message": {"th": "…", "en": "…"},
                }
            ],
            "photos": [{"file": "A-001_1.jpg", "sha256": None}],
        }
    ],
    "next": None,
}
DECISION: dict[str, Any] = {
    "id": "p0Zs5Ub2HdJm9GcAfw8Tn3",
    "item": 1,
    "key": "sku:A-001",
    "decision": "ask_supplier",
    "corrections": {"licences/0": "ท7195-54/1040"},
    "note": "",
    "verdict": "cannot_tell",
    "who": "ร้านตัวอย่าง",
    "who_id": "5f1c9a7be203",
    "at": "2026-11-25T04:12:07Z",
}
DECISIONS: dict[str, Any] = {"decisions": [DECISION]}
QUEUE: dict[str, Any] = {
    "total": 70,
    "decided": 1,
    "left_out": 0,
    "groups": [
        {
            "code": "stock.photo_aside",
            "message": {"th": "…", "en": "…"},
            "items": [
                {
                    "item": 1,
                    "name": "พาวเวอร์แบงก์",
                    "supplier": "ผู้ขายตัวอย่าง",
                    "verdict": "cannot_tell",
                    "decision": "ask_supplier",
                }
            ],
        }
    ],
}
PRODUCT: dict[str, Any] = {
    **BATCH_ITEMS["items"][0],
    "name": "พาวเวอร์แบงก์",
    "reasons": {"th": ["…"], "en": ["…"]},
    "hints": {"th": [], "en": []},
    "pictures": [{"number": 0, "file": "A-001_1.jpg", "width": 3000, "height": 4000}],
    "readings": [
        {
            "place": "licences/0",
            "kind": "licences",
            "text": "ท 7195-54/1040",
            "value": "ท7195-54/1040",
            "certain": False,
            "picture": 0,
            "quad": [[100, 200], [420, 200], [420, 240], [100, 240]],
        }
    ],
    "decisions": [DECISION],
}
LIVE: dict[str, Any] = {"alive": True}
READY: dict[str, Any] = {
    "ready": True,
    "not_ready": [],
    "parts": {"workers": {"ready": True, "detail": "2 workers, 0 of 4 places taken, 0 overdue"}},
}
NOT_READY: dict[str, Any] = {
    "ready": False,
    "not_ready": ["list"],
    "parts": {"list": {"ready": False, "detail": "list.unreadable"}},
}
VERSION: dict[str, Any] = {"mokcheck": "0.1.0", "schema": 1, "versions": REPORT["versions"], "list": SNAPSHOT}

OFFICER: dict[str, Any] = {"key_id": "5f3a9c1e7b20", "name": "สมชาย ใจดี"}
UPLOAD: dict[str, Any] = {"sha256": REPORT["photos"][0]["sha256"], "bytes": 2481152, "received": 2481152, "whole": True}
CASE: dict[str, Any] = {
    "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "revision": 5,
    "place": {
        "kind": "stall",
        "name": "แผง 7 ตลาดตัวอย่าง",
        "address": "ถนนสมมติ",
        "district": "บางรัก",
        "province": "กรุงเทพมหานคร",
        "latitude": None,
        "longitude": None,
    },
    "officer": OFFICER,
    "team": [OFFICER["key_id"]],
    "inspected": "2026-11-25T10:00:00+07:00",
    "keep_until": "2027-11-25",
    "notes": "",
    "held": None,
    "closed": None,
    "products": [
        {
            "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
            "name": "พาวเวอร์แบงก์",
            "category": "power_bank",
            "notes": "",
            "quantity": 12,
            "price_thb": "199.00",
            "seizure_tag": "ย-001",
            "finding": {"verdict": "conflicts", "words": "ผู้ขายไม่มีใบอนุญาต"},
            "photos": [UPLOAD],
            "judged": {
                "record": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "verdict": REPORT["verdict"],
                "leading": REPORT["findings"][REPORT["leading"]]["code"],
                "standards": ["2879-2560"],
                "licences": [LICENCE["licence"]],
                "holders": [LICENCE["holder"]],
                "day": "2026-11-25",
                "at": "2026-11-25T10:03:00+07:00",
            },
            "frames": [],
        }
    ],
}
_IN_LIST = ("id", "revision", "place", "officer", "inspected", "keep_until", "held", "closed")
CASES: dict[str, Any] = {
    "cases": [{**{name: CASE[name] for name in _IN_LIST}, "products": 1, "verdicts": {REPORT["verdict"]: 1}}],
    "after": None,
}
COLLEAGUES: dict[str, Any] = {"colleagues": [OFFICER]}
TRAIL: dict[str, Any] = {
    "entries": [
        {
            "n": 0,
            "at": "2026-11-25T10:00:00+07:00",
            "by": OFFICER["key_id"],
            "did": "create",
            "part": "",
            "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
            "why": "",
        }
    ],
    "whole": True,
    "head": "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9",
}

_MEMBER: dict[str, Any] = {
    "case": CASE["id"],
    "product": CASE["products"][0]["id"],
    "place": CASE["place"]["name"],
    "name": CASE["products"][0]["name"],
}
AFFECTED: dict[str, Any] = {
    "on": "2026-12-20",
    "cases": 1,
    "affected": [
        {
            **_MEMBER,
            "day": "2026-11-25",
            "then": "agrees",
            "as_of": "2026-11-25",
            "that_day": "agrees",
            "today": "conflicts",
            "unread": False,
            "ended": [
                {"licence": LICENCE["licence"], "holder": LICENCE["holder"], "before": "active", "now": "revoked"}
            ],
            "changes": [
                {
                    "cause": "list",
                    "code": "licence.revoked",
                    "before": None,
                    "now": "fail",
                    "message": {"th": "ใบอนุญาตนี้ถูกเพิกถอนแล้ว", "en": "This licence was revoked."},
                }
            ],
        }
    ],
}
LINKS: dict[str, Any] = {
    "links": [
        {
            "kind": "licence",
            "value": LICENCE["licence"],
            "contradicts": True,
            "cases": 3,
            "products": 4,
            "shops": 3,
            "firms": 2,
            "categories": 1,
            "licences": 1,
            "hidden": 3,
            "members": [_MEMBER],
        }
    ]
}
_FIGURES: dict[str, int] = {
    "cases": 1,
    "products": 1,
    "agrees": 1,
    "conflicts": 0,
    "cannot_tell": 0,
    "not_judged": 0,
    "own_agrees": 0,
    "own_conflicts": 1,
    "own_cannot_tell": 0,
    "differing": 1,
    "quantity": 12,
    "seized": 1,
}
SUMMARY: dict[str, Any] = {
    "month": "2026-11",
    "total": _FIGURES,
    "tables": {
        name: [{"name": value, **_FIGURES}]
        for name, value in (
            ("standard", "2879-2560"),
            ("finding", CASE["products"][0]["judged"]["leading"]),
            ("district", "บางรัก, กรุงเทพมหานคร"),
            ("shop", "แผง 7 ตลาดตัวอย่าง, ถนนสมมติ"),
        )
    },
}
