"""The Python client and the examples, against a running service."""

import asyncio
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from api.auth import Scope, make_key
from api.store_sqlite import SqliteStore
from bench.servers.service import Served
from tests.support.fakes import photo_bytes

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "client"))

from mokcheck_client import AsyncClient, Client, JobFailed, MokCheckProblem, Unreachable  # noqa: E402

pytestmark = pytest.mark.loopback
SLOW = str(ROOT / "tests" / "support" / "slow_service.py")
EXAMPLES = ROOT / "client" / "examples"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("store") / "store.sqlite"


@pytest.fixture(scope="module")
def served(store):
    with Served("0.2", "1", str(store), command=SLOW) as served:
        yield served


@pytest.fixture
def client(served) -> Client:
    return Client(served.url)


def test_a_report_in_types(client, tmp_path):
    path = tmp_path / "front.jpg"
    path.write_bytes(photo_bytes())
    report = client.verify([path, photo_bytes(1)], category="power bank")
    assert report.verdict == "agrees"
    assert report.leading is not None and report.leading.message["en"] in report.summary("en")
    assert [read.value for read in report.licences] == ["ท7014-4/2879"] * 2
    assert (report.matches[0].licence, report.matches[0].by) == ("ท7014-4/2879", "licence")
    assert report.snapshot is not None and report.snapshot.date == "2026-11-01"
    assert report.codes[0].target == "official" and report.marks[0].kind == "compulsory"
    assert report.raw["schema"] == 1


def test_a_job_and_its_end(client):
    job = client.submit([photo_bytes()])
    heard = []
    assert client.wait(job, told=heard.append).verdict == "agrees"
    assert heard[-1].state == "done"
    client.forget(job)
    with pytest.raises(MokCheckProblem, match=r"http\.no_job"):
        client.job(job.id)
    with pytest.raises(JobFailed, match=r"photo\.unknown_format"):
        client.wait(client.submit([b"words" * 50]))


def test_problems_are_raised_with_their_words(client):
    with pytest.raises(MokCheckProblem) as raised:
        client.verify([b"words" * 50])
    assert (raised.value.status, raised.value.code) == (415, "photo.unknown_format")
    assert raised.value.title and raised.value.detail
    with pytest.raises(MokCheckProblem, match=r"request\.unknown_category"):
        client.verify([photo_bytes()], category="ช้าง")
    with pytest.raises(MokCheckProblem, match=r"auth\.not_allowed"):
        client.verify([photo_bytes()], crops=True)


def test_a_problem_says_what_it_is_about_and_where_the_log_has_it(client):
    with pytest.raises(MokCheckProblem) as raised:
        client.verify([photo_bytes(), b"words" * 50])
    assert raised.value.params["photo"] == 1
    assert len(raised.value.request_id) >= 16


def test_a_path_and_bytes_are_told_apart(client, tmp_path):
    with pytest.raises(FileNotFoundError):
        client.verify([str(tmp_path / "none.jpg")])
    with pytest.raises(TypeError, match="not int"):
        client.verify([4711])
    assert client.verify([bytearray(photo_bytes())]).verdict == "agrees"


def test_the_deciding_finding_comes_first(client):
    report = client.verify([photo_bytes()])
    assert report.findings[0] is report.leading
    assert report.codes[0].target == "official"
    assert report.advice_text[0].code == report.advice[0] and report.photos[0].width > 0


def test_the_same_calls_for_asyncio(served):
    async def work():
        client = AsyncClient(served.url)
        one, two = await asyncio.gather(client.verify([photo_bytes(21)]), client.verify([photo_bytes(22)]))
        job = await client.submit([photo_bytes(23)])
        three = await client.wait(job)
        await client.forget(job)
        with pytest.raises(JobFailed):
            await client.wait(await client.submit([b"words" * 50]))
        return [one.verdict, two.verdict, three.verdict], await client.look_up(["x"])

    verdicts, found = asyncio.run(work())
    assert verdicts == ["agrees"] * 3 and found[0].outcome == "bad_number"


def test_numbers_without_photos(client):
    assert client.licences("ท ๗๐๑๔-๔/๒๘๗๙")[0].status == "active"
    assert client.licences("ท7011-4/2879") == []
    assert [found.outcome for found in client.look_up(["ท7014-4/2879", "x"])] == ["listed", "bad_number"]


def test_a_key_opens_what_its_scope_includes(served, store):
    token, key = make_key(Scope.INSPECTOR, "x")
    SqliteStore(store).add_key(key)
    report = Client(served.url, key=token).verify([photo_bytes()], crops=True)
    assert report.raw["crops"][0]["evidence"] == "marks/0"
    with pytest.raises(MokCheckProblem, match=r"auth\.bad_key"):
        Client(served.url, key="mok_wrong").verify([photo_bytes()])


def test_a_busy_service_is_asked_again_until_it_answers(served):
    verdicts = []
    threads = [
        threading.Thread(target=lambda n=n: verdicts.append(Client(served.url).verify([photo_bytes(n)]).verdict))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts == ["agrees"] * 8
    assert '"problem": "service.busy"' in served.log


def test_a_request_sent_twice_is_worked_on_once(client, served):
    key = "one-and-the-same-request-4711"
    first, second = (client.verify([photo_bytes(9)], idempotency_key=key) for _ in range(2))
    assert first.raw == second.raw  # the times too


def test_nobody_there():
    with pytest.raises(Unreachable):
        Client("http://127.0.0.1:9", patience_s=0).verify([photo_bytes()])


def test_the_client_needs_nothing_but_python():
    code = "import sys; sys.path.insert(0, 'client'); import mokcheck_client; print('verifier' in sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", code]  # without site-packages
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize("example", ["verify.py", "verify.sh", "verify.mjs"])
def test_the_examples_print_the_verdict(served, tmp_path, example):
    node = shutil.which("node") or compute_driver_executable()[0]  # Playwright brings one
    runner = {".py": sys.executable, ".sh": "sh", ".mjs": node}[Path(example).suffix]
    photos = []
    for number in range(2):
        photos.append(tmp_path / f"{number}.jpg")
        photos[-1].write_bytes(photo_bytes(number))
    ran = subprocess.run(
        [runner, str(EXAMPLES / example), served.url, *map(str, photos)],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(ROOT / "client")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.stdout.strip() == "agrees", ran.stderr
