"""What the page is made of besides its templates: files to keep on the phone, their version, the manifest."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HERE = Path(__file__).resolve().parents[1]
STATIC = HERE / "static"
LIVE = STATIC / "live"
PAGES = ("/", "/lookup", "/how", "/privacy")
_OF_PHOTOS = ("answer", "app", "card", "category", "drop", "form", "kept", "past", "queue", "send", "waiting", "weak")
NOT_OF_CASES = frozenset(f"{name}.js" for name in _OF_PHOTOS)
"""Scripts in `static` that the page of cases does not use."""
EYES = "live/eyes.js"
EYES_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""The one script that may compile WebAssembly: a worker, which obeys the policy it came with and not the page's."""


@cache
def shell(*, viewfinder: bool = False) -> tuple[str, ...]:
    """Paths of all that the page needs to open without a connection; `viewfinder`: with the live one's scripts."""
    folders = (STATIC, LIVE) if viewfinder else (STATIC,)
    return (*PAGES, "/manifest.webmanifest", *(f"/static/{path.relative_to(STATIC)}" for path in _files(*folders)))


def _files(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.glob("[!.]*") if path.is_file())


@cache
def case_files() -> tuple[str, ...]:
    """Paths of the files that the page of cases is made of: its own, the page's, and how a service is asked."""
    shared = (path for path in sorted(STATIC.glob("*.*")) if path.name not in NOT_OF_CASES)
    found = (*shared, *sorted((STATIC / "case").glob("*.*")), STATIC / "review" / "service.js")
    return tuple(f"/static/{path.relative_to(STATIC).as_posix()}" for path in found)


@cache
def version() -> str:
    """A short hash of all templates, static files and words: a new one makes phones fetch the shell anew."""
    digest = hashlib.sha256()
    words = HERE.parent / "verifier" / "messages"
    others = sorted(path for path in (*HERE.glob("templates/*"), *words.glob("*.py")) if path.is_file())
    for path in (*_files(STATIC, LIVE), *others):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class Files(StaticFiles):
    """The page's files. Browsers may keep them, and ask each time whether they are still the same (`ETag`).

    All are small, so that a wish for a part of one is answered with the whole (RFC 9110, section 14.2).
    """

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Starlette's, for the whole file."""
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in (b"range", b"if-range")]
        answer = await super().get_response(path, scope)
        if path == EYES:
            answer.headers["Content-Security-Policy"] = EYES_POLICY
        return answer

    def file_response(self, *args: Any, **options: Any) -> Response:
        """Starlette's, with leave to keep it."""
        answer = super().file_response(*args, **options)
        answer.headers.setdefault("Cache-Control", "no-cache")
        return answer


def manifest() -> dict[str, Any]:
    """The web app manifest: installable, and a target to which a phone's gallery can share photos."""
    return {
        "id": "/",
        "name": "MokCheck ตรวจเครื่องหมาย มอก.",
        "short_name": "MokCheck",
        "description": "ถ่ายรูปฉลาก แล้วรู้ว่าตรงกับทะเบียนใบอนุญาต มอก. หรือไม่",
        "lang": "th",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "orientation": "any",
        "background_color": "#f4f6f8",
        "theme_color": "#0b4f8a",
        "categories": ["shopping", "utilities"],
        "icons": [
            {"src": "/static/icon.svg", "sizes": "any", "type": "image/svg+xml"},
            {"src": "/static/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": "/static/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {"src": "/static/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
        "share_target": {
            "action": "/",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "photos", "accept": ["image/*"]}]},
        },
    }


def case_manifest() -> dict[str, Any]:
    """The manifest of the page of cases, which is an app of its own: nothing is shared to it."""
    own = {
        "id": "/case",
        "name": "MokCheck แฟ้มตรวจร้าน",
        "short_name": "แฟ้มตรวจร้าน",
        "description": "แฟ้มตรวจร้านของเจ้าหน้าที่ เก็บแบบเข้ารหัสในเครื่อง ใช้ได้แม้ไม่มีสัญญาณ",
        "start_url": "/case",
        "scope": "/case",
        "categories": ["business", "utilities"],
    }
    return {name: value for name, value in (manifest() | own).items() if name != "share_target"}
