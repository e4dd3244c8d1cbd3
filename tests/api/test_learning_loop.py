"""The learning loop: an unknown QR id is counted, resolved by a job of its own, and judged on the next photo."""

import csv
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from api.app import create_app
from tests.support.fakes import HOLDER, TODAY, FakeLineReader, FakeRegistry, licence, make_verifier, photo_bytes
from verifier.cli.registry import registry
from verifier.errors import StoreProblem
from verifier.registry import sync as sync_module
from verifier.registry.live import LiveRegistry
from verifier.registry.waiting import SqliteWaiting
from verifier.settings import Settings

PHOTO = {"photos": ("x.jpg", photo_bytes())}
NUMBERLESS = FakeLineReader(("มอก. 2879-2560", HOLDER[:8]))
LICENCE = "ท7014-4/2879"


@pytest.fixture
def official_page():
    """A stand-in of TISI's page behind a QR code, which names one licence."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<p>ใบอนุญาตเลขที่ {LICENCE} บริษัท ตัวอย่าง จำกัด</p>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing to the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/Q/i.php"
    server.shutdown()


def build(folder: Path, *more: str) -> None:
    table = folder / "licences.csv"
    with table.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [("licence", "standard", "holder", "status"), (LICENCE, "2879-2560", HOLDER, "active")]
        )
    command = ["build", str(folder / "list.sqlite"), "--from", str(table), "--covers", "all"]
    built = CliRunner().invoke(registry, [*command, "--date", TODAY.isoformat(), "--lang", "en", *more])
    assert built.exit_code == 0, built.output


@pytest.mark.loopback
def test_an_unknown_id_is_judged_against_its_licence_by_the_next_day(tmp_path, official_page, monkeypatch):
    monkeypatch.setattr(sync_module, "QR_PAGE", official_page)
    build(tmp_path)
    live, waiting = LiveRegistry(tmp_path / "list.sqlite", check_every_s=0), tmp_path / "waiting.sqlite"
    settings = Settings(waiting_ids=str(waiting))
    app = create_app(settings, make_verifier(settings, line_reader=NUMBERLESS), today=lambda: TODAY)
    object.__setattr__(app.state.service, "live", live)
    with TestClient(app) as client:
        for _ in range(2):
            report = client.post("/v1/verifications", files=PHOTO).json()
            assert report["findings"][report["leading"]]["code"] == "code.unresolved"
        (kept,) = SqliteWaiting(waiting).all()
        assert (kept.count, kept.first) == (2, TODAY)

        command = ["resolve-qr", "--waiting", str(waiting), "--into", str(tmp_path / "tisi"), "--pause", "1"]
        resolved = CliRunner().invoke(registry, command)
        assert resolved.stdout == f"{kept.qr_id}\t{LICENCE}\n", resolved.output
        assert SqliteWaiting(waiting).all() == []
        build(tmp_path, "--qr-ids", str(tmp_path / "tisi" / "qr_ids.csv"))

        report = client.post("/v1/verifications", files=PHOTO).json()
        assert [match["by"] for match in report["listing"]["matches"]] == ["qr"]
        assert "code.unresolved" not in {finding["code"] for finding in report["findings"]}
        assert SqliteWaiting(waiting).all() == []


def test_nothing_is_kept_unless_it_is_switched_on(serve, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    client = serve(registry=FakeRegistry([licence(qr_id="111111111")]), line_reader=NUMBERLESS)
    assert client.post("/v1/verifications", files=PHOTO).status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_fails_costs_no_answer_and_is_told(serve, tmp_path, logged):
    settings = Settings(waiting_ids=str(tmp_path / "waiting.sqlite"))
    client = serve(settings, registry=FakeRegistry([licence(qr_id="111111111")]), line_reader=NUMBERLESS)
    (tmp_path / "waiting.sqlite").write_bytes(b"no database" * 500)
    assert client.post("/v1/verifications", files=PHOTO).status_code == 200
    assert "waiting ids are not counted" in logged.getvalue()


def test_a_place_that_cannot_be_used_is_told_at_the_start(tmp_path):
    settings = Settings(waiting_ids=str(tmp_path / "no" / "such" / "file"))
    with pytest.raises(StoreProblem):
        create_app(settings, make_verifier(settings))
