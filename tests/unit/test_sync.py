"""The walk of the public page, against a server on this machine that plays it: well, badly and maliciously."""

from __future__ import annotations

import contextlib
import http.server
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from verifier.cli.registry import registry
from verifier.errors import BadRequest, SourceUnreachable, UnexpectedPage
from verifier.numbers import parse_licence, parse_standard
from verifier.registry import sync as sync_module
from verifier.registry.fetch import PoliteClient
from verifier.registry.public_page import decode_page, licence_on_page, licences_of_standard
from verifier.registry.snapshot import SqliteRegistry
from verifier.registry.sync import covered, resolve_qr, walk, write_table

pytestmark = pytest.mark.loopback

TODAY = date(2026, 11, 23)
OIL, BANK = parse_standard("1040-2541"), parse_standard("2879-2560")
HEAD = "<tr><th>เลขที่<th>ประเภท<th>วันที่<th>มอก.<th>ผู้รับใบอนุญาต<th>PDF<th>ดู</tr>"
ROW = "<tr><td>{0}<td>ทำ<td>03-11-2549<td>1040-2541 : น้ำมันเครื่องสองจังหวะ<td>บริษัท เชลล์แห่งประเทศไทย จำกัด<td>x<td>y</tr>"


def page(*licences: str, head: str = HEAD) -> str:
    rows = "".join(ROW.format(number) for number in licences)
    return f"<html><body><table id='table1'><thead>{head}</thead><tbody>{rows}</tbody></table></body></html>"


Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Site:
    """Plays the public site: `answer` decides what each request gets; `asked` records paths and agents."""

    def __init__(self) -> None:
        self.answer: Answer = lambda request: send(request, page("ท4080-51/1040"))
        self.asked: list[str] = []
        self.agents: list[str] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.agents.append(self.headers["User-Agent"])
                site.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/p"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def send(request: http.server.BaseHTTPRequestHandler, text: str | bytes, status: int = 200, **headers: str) -> None:
    body = text if isinstance(text, bytes) else text.encode()
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        request.wfile.write(body)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def client(**options: float) -> PoliteClient:
    return PoliteClient(**{"interval_s": 0.0, "timeout_s": 2.0, "sleep": lambda _: None, **options})  # type: ignore[arg-type]


def test_a_walk_fills_the_table_and_the_coverage(site: Site, tmp_path: Path) -> None:
    site.answer = lambda r: send(r, page("ท4080-51/1040", "(3)ท1021-49/1040"))
    walked = list(walk([OIL], tmp_path, client(), TODAY, page=site.url))
    assert [(str(w.standard), w.rows, w.complete, w.from_cache) for w in walked] == [("1040-2541", 2, True, False)]
    table, _ = write_table(tmp_path)
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[1] == "ท4080-51/1040,1040-2541,บริษัท เชลล์แห่งประเทศไทย จำกัด,น้ำมันเครื่องสองจังหวะ,,,ท,2006-11-03"
    assert covered(tmp_path) == ([OIL], TODAY)
    assert parse_qs(urlsplit(site.asked[0]).query) == {"data": ["tis"], "txt_tis": ["1040-2541"]}
    assert "MokCheck" in site.agents[0]


def test_a_second_walk_asks_only_for_what_is_missing_or_old(site: Site, tmp_path: Path) -> None:
    site.answer = lambda r: send(r, page())
    list(walk([OIL], tmp_path, client(), TODAY, page=site.url))
    again = list(walk([OIL, BANK], tmp_path, client(), TODAY, page=site.url))
    assert [w.from_cache for w in again] == [True, False] and len(site.asked) == 2
    list(walk([OIL], tmp_path, client(), date(2027, 1, 1), page=site.url))
    assert len(site.asked) == 3


def test_a_standard_without_licences_is_covered_and_empty(site: Site, tmp_path: Path) -> None:
    site.answer = lambda r: send(r, page().replace("<tbody>", "<tbody><tr><td colspan=7>ไม่พบข้อมูล</tr>"))
    assert [w.rows for w in walk([OIL], tmp_path, client(), TODAY, page=site.url)] == [0]


def test_a_row_that_is_not_understood_is_kept_and_takes_the_coverage_away(site: Site, tmp_path: Path) -> None:
    site.answer = lambda r: send(r, page("ท4080-51/1040", "พิเศษ 7"))
    assert [w.complete for w in walk([OIL], tmp_path, client(), TODAY, page=site.url)] == [False]
    table, _ = write_table(tmp_path)
    assert "พิเศษ 7" in table.read_text(encoding="utf-8") and covered(tmp_path)[0] == []


@pytest.mark.parametrize(
    "text",
    [
        "<html>ปิดปรับปรุง</html>",
        page("ท4080-51/1040", head="<tr><th>a<th>b</tr>"),
        page("ท4080-51/1040", head=""),
        page("ท4080-51/1040").replace("1040-2541 :", "2879-2560 :"),
        page("ท4080-51/1040").replace("03-11-2549", "2549/11/03"),
        page("ท4080-51/1040").replace("<td>x<td>y", ""),
    ],
)
def test_a_changed_layout_stops_the_walk(site: Site, tmp_path: Path, text: str) -> None:
    site.answer = lambda r: send(r, text)
    with pytest.raises(UnexpectedPage):
        list(walk([OIL, BANK], tmp_path, client(), TODAY, page=site.url))
    assert len(site.asked) == 1 and not list((tmp_path / "pages").glob("*.json"))


def test_a_redirect_is_not_followed(site: Site, tmp_path: Path) -> None:
    site.answer = lambda r: send(r, "", 302, Location=f"{site.url}/elsewhere")
    with pytest.raises(UnexpectedPage, match="302"):
        list(walk([OIL], tmp_path, client(), TODAY, page=site.url))
    assert len(site.asked) == 1


def test_a_huge_page_is_refused_before_it_is_kept(site: Site, tmp_path: Path) -> None:
    site.answer = lambda r: send(r, b"x" * 3_000_000)
    with pytest.raises(UnexpectedPage, match="larger"):
        list(walk([OIL], tmp_path, client(max_bytes=1_000_000), TODAY, page=site.url))


def test_a_slow_page_and_a_failing_server_are_tried_again_and_then_given_up(site: Site, tmp_path: Path) -> None:
    site.answer = lambda r: (time.sleep(0.5), send(r, page()))[1]
    with pytest.raises(SourceUnreachable):
        list(walk([OIL], tmp_path, client(timeout_s=0.1, tries=2), TODAY, page=site.url))
    site.answer = lambda r: send(r, "", 503)
    site.asked.clear()
    with pytest.raises(SourceUnreachable):
        list(walk([OIL], tmp_path, client(tries=3), TODAY, page=site.url))
    assert len(site.asked) == 3


def test_a_dripping_page_meets_the_deadline(site: Site, tmp_path: Path) -> None:
    def drip(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(40):
                request.wfile.write(b"x" * 70_000)
                time.sleep(0.05)

    site.answer = drip
    start = time.monotonic()
    with pytest.raises(SourceUnreachable, match="not complete"):
        list(walk([OIL], tmp_path, client(timeout_s=0.3, tries=1), TODAY, page=site.url))
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"], ids=["head", "body"])
def test_a_page_that_trickles_byte_by_byte_meets_the_deadline_too(site: Site, tmp_path: Path, head: bytes) -> None:
    """No single read takes long, and no whole part of the page ever comes."""

    def trickle(request: http.server.BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            request.wfile.write(head)
            for _ in range(60):
                request.wfile.write(b"H")
                time.sleep(0.05)

    site.answer = trickle
    start = time.monotonic()
    with pytest.raises(SourceUnreachable, match="not complete"):
        list(walk([OIL], tmp_path, client(timeout_s=0.3, tries=1), TODAY, page=site.url))
    assert time.monotonic() - start < 2


def test_requests_keep_their_distance(site: Site) -> None:
    slept: list[float] = []
    with PoliteClient(interval_s=5.0, sleep=slept.append, now=lambda: 100.0) as polite:
        polite.get(site.url)
        polite.get(site.url)
    assert slept == [5.0]


def test_a_certificate_nobody_vouches_for_is_refused(site: Site, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not on this machine")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    with pytest.raises(SourceUnreachable, match=r"(?i)certificate"):
        list(walk([OIL], tmp_path, client(tries=1), TODAY, page=site.url.replace("http:", "https:")))
    assert site.asked == []


def test_pages_in_thai_code_page_874_are_read() -> None:
    text = decode_page(page("ท4080-51/1040").encode("cp874"), None)
    assert licences_of_standard(text, OIL)[0].holder.startswith("บริษัท")


def test_qr_ids_are_resolved_only_through_official_forms(site: Site, tmp_path: Path) -> None:
    site.answer = lambda r: send(r, "<p>ใบอนุญาตเลขที่ ท7014-4/2879 บริษัท ตัวอย่าง จำกัด</p>")
    links = ["https://appdb.tisi.go.th/Q/i.php?d=320108935", "97568258"]
    found = list(resolve_qr(links, tmp_path, client(), TODAY, page=site.url))
    assert found == [(i, parse_licence("ท7014-4/2879")) for i in ("320108935", "97568258")]
    assert "320108935,ท7014-4/2879,2026-11-23" in (tmp_path / "qr_ids.csv").read_text(encoding="utf-8")
    site.asked.clear()
    for bad in ("https://appdb-tisi.go.th/Q/i.php?d=320108935", "http://127.0.0.1/", "12", "https://www.tisi.go.th/"):
        with pytest.raises(BadRequest):
            list(resolve_qr([links[0], bad], tmp_path, client(), TODAY, page=site.url))
    assert site.asked == []


@pytest.mark.parametrize("text", ["ไม่พบข้อมูล", "ท7014-4/2879 และ น38259-121/2879"])
def test_a_page_that_names_none_or_several_licences_resolves_nothing(text: str) -> None:
    assert licence_on_page(f"<p>{text}</p>") is None


def test_a_resolved_id_enters_the_table(site: Site, tmp_path: Path) -> None:
    list(walk([OIL], tmp_path, client(), TODAY, page=site.url))
    known = "qr_id,licence,resolved\n320108935,ท4080-51/1040,2026-11-23\n"
    (tmp_path / "qr_ids.csv").write_text(known, encoding="utf-8")
    assert ",320108935,ท," in write_table(tmp_path)[0].read_text(encoding="utf-8")


def test_the_command_line_walks_and_resolves(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync_module, "LOOK_UP_PAGE", site.url)
    monkeypatch.setattr(sync_module, "QR_PAGE", site.url)
    site.answer = lambda r: send(r, page("ท4080-51/1040", "(3)ท1021-49/1040"))
    folder = str(tmp_path / "kept")
    done = CliRunner().invoke(registry, ["sync", "1040-2541", "--into", folder, "--pause", "1", "--lang", "en"])
    assert done.exit_code == 0 and "1 standards from" in done.stderr, done.output
    out = str(tmp_path / "list.sqlite")
    built = CliRunner().invoke(
        registry, ["build", out, "--from", f"{folder}/licences.csv", "--covers", "1040-2541", "--date", "2026-11-01"]
    )
    assert built.exit_code == 0 and SqliteRegistry.open(Path(out)).snapshot.rows == 2
    site.answer = lambda r: send(r, "<p>ใบอนุญาตเลขที่ ท4080-51/1040</p>")
    found = CliRunner().invoke(registry, ["resolve-qr", "320108935", "--into", folder, "--pause", "1"])
    assert found.exit_code == 0 and found.stdout == "320108935\tท4080-51/1040\n"


def test_a_walk_that_stops_says_why_and_keeps_what_it_has(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_module, "LOOK_UP_PAGE", site.url)
    site.answer = lambda r: send(r, page("ท4080-51/1040") if len(site.asked) == 1 else "<html>ปิดปรับปรุง</html>")
    folder = str(tmp_path / "kept")
    done = CliRunner().invoke(registry, ["sync", "1040-2541", "2879-2560", "--into", folder, "--pause", "1"])
    assert isinstance(done.exception, UnexpectedPage) and "licences.csv" in done.stderr
    assert "ท4080-51/1040" in (tmp_path / "kept" / "licences.csv").read_text(encoding="utf-8")
