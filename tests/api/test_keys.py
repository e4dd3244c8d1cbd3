import base64
import io
import re
import sqlite3
import time

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from PIL import Image

from api.app import create_app
from api.auth import Scope, digest, make_key
from api.crops import KINDS
from api.schemas.answers import LookUpsOut
from api.store import Key
from api.store_sqlite import SqliteStore
from tests.support.fakes import TODAY, FakeLineReader, make_verifier, photo_bytes
from tests.support.reports import read_report
from tests.support.stores import any_store
from verifier.cli import main
from verifier.settings import Settings

URL = "/v1/verifications"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.loopback)])
def store(request):
    yield from any_store(request)


@pytest.fixture
def client(store):
    settings = Settings(rate_consumer=3)
    app = create_app(settings, make_verifier(settings), today=lambda: TODAY, store=store)
    with TestClient(app, client=("192.0.2.1", 1)) as started:
        yield started


def key_of(store, scope: Scope) -> dict[str, str]:
    token, key = make_key(scope, "somebody")
    store.add_key(key)
    return {"authorization": f"Bearer {token}"}


def post(client, headers=None, **data):
    return client.post(URL, files={"photos": ("x.jpg", photo_bytes())}, data=data, headers=headers)


def test_a_key_is_counted_by_itself_at_its_own_rate(client, store):
    mine, other = key_of(store, Scope.CONSUMER), key_of(store, Scope.CONSUMER)
    assert [post(client, mine).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert post(client, other).headers["ratelimit-policy"] == '"minute";q=3;w=60'
    assert post(client, key_of(store, Scope.RETAILER)).headers["ratelimit-policy"] == '"minute";q=1200;w=60'
    assert post(client, key_of(store, Scope.INSPECTOR)).headers["ratelimit-policy"] == '"minute";q=600;w=60'
    assert post(client).headers["ratelimit-policy"] == '"minute";q=60;w=60'


@pytest.mark.parametrize("form", ["Bearer nonsense", "Basic dXNlcjpwYXNz", "Bearer mok_{id}_" + "A" * 43, "Bearer"])
def test_a_key_that_is_none_is_refused(client, store, form):
    token, key = make_key(Scope.CONSUMER, "x")
    store.add_key(key)
    answer = post(client, {"authorization": form.replace("{id}", key.id)})
    assert (answer.status_code, answer.json()["code"]) == (401, "auth.bad_key")
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert token not in answer.text


def test_guessing_keys_uses_up_the_address(store):
    settings = Settings(rate_anonymous=2)
    with TestClient(create_app(settings, make_verifier(settings), store=store)) as client:
        guess = {"authorization": "Bearer mok_000000000000_" + "A" * 43}
        assert [post(client, guess).status_code for _ in range(3)] == [401, 401, 429]


def test_a_revoked_key_ends_at_once(client, store):
    headers = key_of(store, Scope.RETAILER)
    assert post(client, headers).status_code == 200
    assert store.revoke_key(headers["authorization"].split("_")[1], time.time())
    assert post(client, headers).status_code == 401


def test_a_service_may_demand_keys_of_everybody(store):
    settings = Settings(rate_anonymous=0)
    with TestClient(create_app(settings, make_verifier(settings), store=store)) as client:
        answer = post(client)
        assert (answer.status_code, answer.json()["code"]) == (401, "auth.key_needed")
        assert client.get("/v1/licences/x").status_code == 401
        assert client.get("/livez").status_code == client.get("/v1/problems").status_code == 200
        assert post(client, key_of(store, Scope.CONSUMER)).status_code == 200


def test_only_inspectors_get_cut_outs_of_what_was_read(client, store):
    for headers in (None, key_of(store, Scope.CONSUMER), key_of(store, Scope.RETAILER)):
        answer = post(client, headers, evidence="crops")
        assert (answer.status_code, answer.json()["code"]) == (403, "auth.not_allowed")
        assert answer.json()["params"]["needs"] == "inspector"
    answer = post(client, key_of(store, Scope.INSPECTOR), evidence="crops")
    report = read_report(answer.content)
    claimed = [f"{kind}/{n}" for kind in KINDS for n in range(len(answer.json()["claim"][kind]))]
    assert {kind for kind, items in answer.json()["claim"].items() if isinstance(items, list)} == set(KINDS)
    assert [crop.evidence for crop in report.crops] == claimed
    for crop in report.crops:
        picture = Image.open(io.BytesIO(base64.b64decode(crop.jpeg)))
        assert picture.size == (crop.width, crop.height)
        assert not picture.getexif()
    assert "crops" not in post(client, key_of(store, Scope.INSPECTOR), evidence="none").json()
    assert post(client, evidence="everything").status_code == 422


def test_a_cut_out_shows_the_place_that_was_read(store):
    white = Image.new("RGB", (480, 360), "black")
    white.paste("white", (80, 150, 220, 170))  # where the fakes read a line
    data = io.BytesIO()
    white.save(data, "PNG")
    settings = Settings()
    verifier = make_verifier(settings, line_reader=FakeLineReader(("มอก. 2879-2560", "", "")))
    with TestClient(create_app(settings, verifier, today=lambda: TODAY, store=store)) as client:
        headers = key_of(store, Scope.INSPECTOR)
        answer = client.post(URL, files={"photos": data.getvalue()}, data={"evidence": "crops"}, headers=headers).json()
    crop = next(crop for crop in answer["crops"] if crop["evidence"] == "standards/0")
    picture = Image.open(io.BytesIO(base64.b64decode(crop["jpeg"]))).convert("L")
    assert picture.getpixel((picture.width // 2, picture.height // 2)) > 240
    assert picture.getpixel((1, 1)) < 15  # the margin round it


def test_how_many_numbers_go_into_a_look_up(client, store):
    def ask(count, headers=None):
        body = {"numbers": ["ท 7014-4 / 2879", "ท7011-4/2879", "hello", *["x"] * (count - 3)]}
        return client.post("/v1/lookups", json=body, headers=headers)

    found = LookUpsOut.model_validate_json(ask(10).content)
    assert [result.outcome for result in found.results[:3]] == ["listed", "not_listed", "bad_number"]
    assert found.results[0].number == "ท7014-4/2879"
    assert ask(11).json()["code"] == "request.too_many_numbers"
    assert ask(20, key_of(store, Scope.CONSUMER)).status_code == 200
    assert ask(21, key_of(store, Scope.CONSUMER)).status_code == 422
    assert ask(1000, key_of(store, Scope.RETAILER)).status_code == 200
    assert ask(1000, key_of(store, Scope.INSPECTOR)).status_code == 200
    assert ask(1001, key_of(store, Scope.INSPECTOR)).json()["code"] == "http.bad_json"


def test_a_look_up_that_is_not_one(client):
    def code(**body):
        return client.post("/v1/lookups", **body).json()["code"]

    assert code(content=b"{") == "http.not_json"
    headers = {"content-type": "application/json"}
    for broken in (
        b"{",
        b"",
        b"[]",
        b'{"numbers": []}',
        b'{"numbers": [1]}',
        b'{"numbers": ["x"], "more": 1}',
        b"\xff",
    ):
        assert code(content=broken, headers=headers) == "http.bad_json"
    assert code(content=b'{"numbers": ["' + b"x" * 1_000_001, headers=headers) == "http.body_too_large"


# ---- the command


def run(*arguments):
    return CliRunner().invoke(main, ["keys", *arguments])


def test_keys_are_made_listed_and_revoked(tmp_path):
    path = tmp_path / "store.sqlite"
    store = ["--store", str(path)]
    made = run("create", "--scope", "retailer", "--name", "ร้านตัวอย่าง", *store)
    assert made.exit_code == 0
    token = made.output.strip()
    form = re.fullmatch(r"mok_([0-9a-f]{12})_([\w-]{43})", token)
    listed = run("list", "--lang", "en", *store).output
    assert form[1] in listed and "retailer" in listed and "ร้านตัวอย่าง" in listed and "in use" in listed
    assert form[2] not in listed
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert form[2].encode() not in kept and digest(form[2]).encode() in kept
    assert path.stat().st_mode & 0o077 == 0
    assert run("revoke", form[1], *store).exit_code == 0
    assert "revoked" in run("list", "--lang", "en", *store).output
    assert "ยกเลิกเมื่อ" in run("list", *store).output, "Thai when nobody asks for another language"
    again = run("revoke", form[1], *store)
    assert (again.exit_code, "request.unknown_key" in again.output) == (65, True)


@pytest.mark.loopback
def test_keys_in_a_database_are_those_of_all_machines(postgres_url, monkeypatch):
    monkeypatch.setenv("MOKCHECK_STORE_URL", postgres_url)
    token = run("create", "--scope", "retailer", "--name", "ร้านตัวอย่าง").output.strip()
    settings = Settings(store_url=postgres_url)
    with TestClient(create_app(settings, make_verifier(), today=lambda: TODAY)) as client:
        assert post(client, {"authorization": f"Bearer {token}"}).headers["ratelimit-policy"] == '"minute";q=1200;w=60'
        assert client.get("/readyz").json()["parts"]["store"]["detail"] == "0 jobs open, kept in a database"
    assert run("revoke", token.split("_")[1]).exit_code == 0 and "revoked" in run("list", "--lang", "en").output


def test_a_store_must_be_named_and_be_one(tmp_path):
    assert run("list").exit_code == 78
    broken = tmp_path / "broken"
    broken.write_bytes(b"this is no database, whatever its name" * 200)
    refused = run("list", "--store", str(broken))
    assert (refused.exit_code, "service.store" in refused.output) == (69, True)
    assert run("list", "--store", str(tmp_path / "no" / "such" / "folder")).exit_code == 69
    assert run("create", "--scope", "anonymous", "--name", "x").exit_code == 64


def test_a_key_of_a_team_says_so_and_a_team_is_for_those_who_have_batches(tmp_path):
    store = ["--store", str(tmp_path / "store.sqlite")]
    assert run("create", "--scope", "retailer", "--name", "นา", "--team", "ร้านสมใจ", *store).exit_code == 0
    assert "(ทีม ร้านสมใจ)" in run("list", *store).output
    refused = run("create", "--scope", "consumer", "--name", "x", "--team", "y", *store)
    assert refused.exit_code == 64 and "--team" in refused.output


def test_a_store_of_the_version_before_keeps_its_keys(tmp_path):
    path = tmp_path / "store.sqlite"
    with sqlite3.connect(path) as before:
        before.executescript(
            "CREATE TABLE keys (id TEXT PRIMARY KEY, digest TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, "
            "created REAL NOT NULL, revoked REAL); INSERT INTO keys VALUES ('aa', 'bb', 'retailer', 'นา', 7.0, NULL);"
            "PRAGMA user_version = 1;"
        )
    store = SqliteStore(path)
    assert store.keys() == [Key("aa", "bb", "retailer", "นา", 7.0)] and store.key("aa").team == ""
    store.close()


@pytest.mark.loopback
def test_a_database_of_the_version_before_keeps_its_keys(postgres_url):
    psycopg = pytest.importorskip("psycopg")
    from api.store_postgres import PostgresStore

    PostgresStore(postgres_url).close()
    with psycopg.connect(postgres_url) as connection:
        connection.execute("ALTER TABLE mokcheck_store.keys DROP COLUMN team")
        connection.execute("INSERT INTO mokcheck_store.keys VALUES ('aa', 'bb', 'retailer', 'นา', 7.0, NULL)")
    store = PostgresStore(postgres_url)
    assert store.keys() == [Key("aa", "bb", "retailer", "นา", 7.0)]
    store.close()
