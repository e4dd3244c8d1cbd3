"""The live viewfinder's parts: checked when the service starts, served for good, and only its worker may compile."""

import gzip
import hashlib
import importlib.util
from pathlib import Path

import pytest

from api.page import viewfinder
from api.page.viewfinder import DETECTOR, Package, Part, file_of, open_viewfinder
from verifier.errors import BadSettings
from verifier.finder.net import MODEL
from verifier.settings import Settings

SCRIPT, CODE = b"export const runtime = 1;\n" * 200, b"\0asm" + bytes(range(256)) * 20
ROOT = Path(__file__).resolve().parents[2]


def part(name: str, data: bytes, media_type: str) -> Part:
    return Part(name, Package("made-up", "1.0.0", "0" * 64), name, hashlib.sha256(data).hexdigest(), media_type)


@pytest.fixture
def parts(monkeypatch, tmp_path) -> Path:
    """A folder with two made-up parts, which are all that is expected."""
    expected = (part("runtime.mjs", SCRIPT, "text/javascript"), part("codes/code.wasm", CODE, "application/wasm"))
    monkeypatch.setattr(viewfinder, "PARTS", expected)
    for one, data in zip(expected, (SCRIPT, CODE), strict=True):
        path = file_of(tmp_path, one)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(data))
    return tmp_path


def test_the_page_offers_it_and_browsers_may_keep_its_parts_for_good(serve, parts):
    client = serve(Settings(viewfinder_path=parts))
    at = open_viewfinder(parts).at
    assert f'data-viewfinder="{at}"' in client.get("/").text
    for name, data, kind in (
        ("runtime.mjs", SCRIPT, "text/javascript"),
        ("codes/code.wasm", CODE, "application/wasm"),
    ):
        for accepted in ("gzip", "identity"):
            answer = client.get(f"{at}{name}", headers={"Accept-Encoding": accepted})
            assert (answer.status_code, answer.content) == (200, data)
            assert answer.headers["content-type"].partition(";")[0] == kind
            assert answer.headers.get("content-encoding") == ("gzip" if accepted == "gzip" else None)
            assert "immutable" in answer.headers["cache-control"]
            assert "Accept-Encoding" in answer.headers["vary"]
    assert client.get(f"{at}{DETECTOR}").content == MODEL.locate().read_bytes()


@pytest.mark.parametrize("path", ["x", "../detector.toml", "%2e%2e/settings.py", "runtime.mjs.gz", ""])
def test_nothing_else_is_served(serve, parts, path):
    client = serve(Settings(viewfinder_path=parts))
    at = open_viewfinder(parts).at
    assert client.get(f"{at}{path}").status_code == 404
    assert client.get("/viewfinder/0123456789abcdef/runtime.mjs").status_code == 404


def test_only_the_worker_may_compile(serve, parts):
    client = serve(Settings(viewfinder_path=parts))
    for path in ("/", "/static/app.js", "/static/live/viewfinder.js", f"{open_viewfinder(parts).at}runtime.mjs"):
        assert "unsafe" not in client.get(path).headers["content-security-policy"], path
    policy = client.get("/static/live/eyes.js").headers["content-security-policy"]
    assert policy == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


@pytest.mark.parametrize("harm", ["absent", "other", "cut off"])
def test_a_part_that_is_not_as_expected_stops_the_service_from_starting(serve, parts, harm):
    path = parts / "runtime.mjs.gz"
    data = {"absent": b"", "other": gzip.compress(SCRIPT + b"evil()"), "cut off": path.read_bytes()[:-9]}[harm]
    path.unlink()
    if data:
        path.write_bytes(data)
    with pytest.raises(BadSettings, match=r"runtime\.mjs"):
        serve(Settings(viewfinder_path=parts))


def test_another_package_than_expected_is_not_unpacked(monkeypatch, tmp_path, capsys):
    spec = importlib.util.spec_from_file_location("fetch_viewfinder", ROOT / "scripts" / "fetch_viewfinder.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(
        script.subprocess, "run", lambda *_, cwd, **__: (Path(cwd) / "x.tgz").write_bytes(b"something else")
    )
    assert script.main([str(tmp_path / "parts")]) == 1
    assert "expected" in capsys.readouterr().err
    assert not (tmp_path / "parts").exists()
