"""Photos that a manifest names by address: only from where the operator allows, bounded, each with its outcome."""

import io
import json
import os
import threading
import time
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from rich.console import Console

from api.app import create_app
from api.batches import fetch, gather
from api.batches.addresses import Unfetched, read_allowed
from api.batches.batches import Batches
from api.batches.fetch import Fetcher
from api.batches.gather import PATIENCE, TRIES, Gathering
from api.batches.receive import KINDS, source_in
from api.batches.worker import Worker
from tests.support.batches import key, send, work, zipped
from tests.support.fakes import TODAY, make_verifier
from tests.support.photo_host import photo_host
from tests.support.s3_stand_in import BUCKET, s3_stand_in
from tests.support.stock import Inline, archive, gtin, make_stub, picture
from verifier.batch.fetched import SUFFIX, Fetched
from verifier.batch.session import Order, Session
from verifier.batch.source import is_address
from verifier.cli.batch import _tell_plan
from verifier.errors import BadSettings
from verifier.messages.stock import say
from verifier.settings import Settings

LIMIT = 1_000_000


@pytest.fixture
def host():
    with photo_host() as state:
        state.photos = {f"/in/{n}.png": picture(n) for n in range(4)}
        yield state


@pytest.fixture
def settings(host, tmp_path):
    prefixes = f"http://localhost:{host.port}/in/, https://photos.example/a"
    return Settings(batches_path=tmp_path / "batches", photo_prefixes=prefixes, photo_networks="127.0.0.0/8,::1/128")


@pytest.fixture
def fetcher(settings):
    return Fetcher(read_allowed(settings), LIMIT, deadline_s=2.0)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(gather, "WAIT_S", 0.01)


def code_of(fetcher, address):
    with pytest.raises(Unfetched) as told:
        fetcher.fetch(address)
    return told.value.code


# ---- which addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "https://photos.example/a/1.jpg",
        "HTTPS://PHOTOS.example:443/a/b/1.jpg",
        "https://photos.example/a/%E0%B8%81.jpg",
        "https://photos.example/a/ก.jpg?X-Amz-Credential=K%2F2026%2Fs3&sig=..%2F",
        "s3://shop/in/ก 1#2.jpg",
    ],
)
def test_what_begins_as_the_operator_says_is_allowed(address):
    allowed = read_allowed(Settings(photo_prefixes="https://photos.example/a/,s3://shop/in"))
    assert allowed.place(address) and is_address(address)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://photos.example/b/1.jpg", "source.not_allowed"),
        ("https://photos.example/ab/1.jpg", "source.not_allowed"),
        ("https://photos.example.evil.example/a/1.jpg", "source.not_allowed"),
        ("https://photos.example:8443/a/1.jpg", "source.not_allowed"),
        ("http://photos.example/a/1.jpg", "source.not_allowed"),
        ("https://evil.example/a/1.jpg", "source.not_allowed"),
        ("s3://other/in/1.jpg", "source.not_allowed"),
        ("s3://shop/inner/1.jpg", "source.not_allowed"),
        ("https://photos.example/a/../b/1.jpg", "source.address"),
        ("https://photos.example/a/%2e%2e/b/1.jpg", "source.address"),
        ("https://photos.example/a/..%2fb/1.jpg", "source.address"),
        ("https://photos.example/a/%252e%252e/1.jpg", "source.address"),
        ("https://photos.example/a\\..\\b/1.jpg", "source.address"),
        ("https://photos.example/a//1.jpg", "source.address"),
        ("https://photos.example/a/", "source.address"),
        ("https://photos.example\\@evil.example/a/1.jpg", "source.address"),
        ("https://photos.example@evil.example/a/1.jpg", "source.address"),
        ("https://user:word@photos.example/a/1.jpg", "source.address"),
        ("https://photos.example/a/1.jpg#x", "source.address"),
        ("https://photos.example/a/\u202e1.jpg", "source.address"),
        ("https:///a/1.jpg", "source.not_allowed"),
        ("https://" + "a" * 1_001, "source.address"),
        ("ftp://photos.example/a/1.jpg", "source.address"),
        ("file:///etc/passwd", "source.address"),
        ("gopher://photos.example/a/1", "source.address"),
        ("s3://shop/in/../x.jpg", "source.address"),
        ("s3://shop/in//x.jpg", "source.address"),
        ("s3://key:word@shop/in/1.jpg", "source.address"),
        ("://", "source.address"),
    ],
)
def test_everything_else_is_refused_with_a_reason(address, code):
    allowed = read_allowed(Settings(photo_prefixes="https://photos.example/a/,s3://shop/in"))
    with pytest.raises(Unfetched) as told:
        allowed.place(address)
    assert told.value.code == code
    assert all(say(code, lang) != say("unknown", lang) for lang in ("th", "en"))


def test_nothing_is_allowed_without_a_setting():
    with pytest.raises(Unfetched, match="not_allowed"):
        read_allowed(Settings()).place("https://photos.example/a/1.jpg")


@pytest.mark.parametrize(
    "facts",
    [
        {"photo_prefixes": "photos.example/a"},
        {"photo_prefixes": "https://user@photos.example/a"},
        {"photo_prefixes": "https://photos.example/a?b=c"},
        {"photo_prefixes": "http://photos.example/a"},
        {"photo_prefixes": "https://photos.example/../a"},
        {"photo_networks": "localhost"},
    ],
)
def test_a_setting_that_is_none_keeps_the_worker_from_starting(facts, tmp_path):
    settings = Settings(batches_path=tmp_path, **facts)
    with pytest.raises(BadSettings):
        Worker(Batches(tmp_path, settings), make_stub, workers=1)


# ---- one photo ------------------------------------------------------------------------------------------------------


def test_a_photo_is_fetched_by_name_and_nothing_is_told_of_us(host, fetcher):
    assert fetcher.fetch(host.url("/in/1.png")) == picture(1)
    head = host.heads[0]
    assert head["host"] == f"localhost:{host.port}" and set(head) == {
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "connection",
    }


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(host, fetcher, status):
    host.plan["/in/1.png"] = status, {"Location": host.url("/in/2.png")}
    assert code_of(fetcher, host.url("/in/1.png")) == "source.redirected"
    assert list(host.asked) == ["/in/1.png"]


@pytest.mark.parametrize(
    ("statuses", "code"),
    [((204, 401, 403, 404, 410), "source.not_handed_out"), ((408, 429, 500, 503), "source.unreachable")],
)
def test_a_status_says_whether_it_may_pass(host, fetcher, statuses, code):
    for status in statuses:
        host.plan["/in/1.png"] = status, {}
        assert code_of(fetcher, host.url("/in/1.png")) == code


def test_no_more_of_a_photo_is_read_than_may_be(host, settings):
    host.photos["/in/huge.png"] = bytes(40_000_000)
    fetcher = Fetcher(read_allowed(settings), 500_000)
    assert code_of(fetcher, host.url("/in/huge.png")) == "source.too_large"
    host.plan["/in/x.png"] = b"HTTP/1.1 200 OK\r\n\r\n" + bytes(600_000)  # that says no length
    assert code_of(fetcher, host.url("/in/x.png")) == "source.too_large"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nbroke off",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
    ],
)
def test_what_is_no_answer_is_told(host, fetcher, answer):
    host.plan["/in/1.png"] = answer
    assert code_of(fetcher, host.url("/in/1.png")) == "source.unreachable"


def test_an_answer_that_does_not_come_ends_with_the_deadline(host, settings):
    host.slow_s = 1.5
    begun = time.monotonic()
    assert (
        code_of(Fetcher(read_allowed(settings), LIMIT, deadline_s=0.3), host.url("/in/1.png")) == "source.unreachable"
    )
    assert time.monotonic() - begun < 1.2


@pytest.mark.parametrize(
    ("networks", "found"),
    [
        (None, ["127.0.0.1"]),
        (None, ["93.184.216.34", "10.0.0.1"]),
        ("10.0.0.0/8", ["127.0.0.1"]),
        ("0.0.0.0/0,::/0", ["169.254.169.254"]),
        (None, ["::ffff:10.0.0.1"]),
        (None, ["64:ff9b::a00:1"]),
    ],
)
def test_a_name_that_leads_into_a_network_that_is_not_listed_is_not_asked(monkeypatch, networks, found):
    from ipaddress import ip_address

    monkeypatch.setattr(fetch, "addresses_of", lambda host, port: [ip_address(one) for one in found])
    settings = Settings(photo_prefixes="https://photos.example/a/", photo_networks=networks)
    assert code_of(Fetcher(read_allowed(settings), LIMIT), "https://photos.example/a/1.jpg") == "source.private"


def test_photos_come_from_an_object_store_too(monkeypatch):
    pytest.importorskip("obstore", reason="needs the extra `objects`")
    with s3_stand_in() as s3:
        for name, value in s3.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("verifier.batch.objects.RETRIES", 0)
        s3.objects.update({"in/ก 1.png": picture(1), "in/huge.png": bytes(2 * LIMIT), "secret/1.png": picture(2)})
        fetcher = Fetcher(read_allowed(Settings(photo_prefixes=f"s3://{BUCKET}/in/")), LIMIT)
        assert fetcher.fetch(f"s3://{BUCKET}/in/ก 1.png") == picture(1)
        assert code_of(fetcher, f"s3://{BUCKET}/in/2.png") == "source.not_handed_out"
        assert code_of(fetcher, f"s3://{BUCKET}/in/huge.png") == "source.too_large"
        assert code_of(fetcher, f"s3://{BUCKET}/secret/1.png") == "source.not_allowed"


# ---- a manifest -----------------------------------------------------------------------------------------------------


def manifest(tmp_path, *addresses):
    rows = "".join(f"{address},S{n}\n" for n, address in enumerate(addresses))
    path = tmp_path / "manifest.csv"
    path.write_text(f"photo,SKU\n{rows}", encoding="utf-8")
    return path


def gathered(fetcher, path, most_bytes=10 * LIMIT, tell=lambda: None):
    target = path.with_name("stock.fetched")
    assert Gathering(fetcher, most_bytes, tell).gather(path, target)
    source = Fetched(target)
    return source, {entry.name: entry.problem for entry in source.entries()}


def test_every_address_has_its_outcome(host, fetcher, tmp_path):
    urls = [host.url(path) for path in ("/in/1.png", "/in/2.png", "/in/9.png", "/out/1.png")]
    host.passing["/in/2.png"] = TRIES - 1
    source, found = gathered(fetcher, manifest(tmp_path, *urls, urls[0]))
    assert found == {
        "manifest.csv": "source.no_picture",
        urls[0]: "",
        urls[1]: "",
        urls[2]: "source.not_handed_out",
        urls[3]: "source.not_allowed",
    }
    assert source.read(urls[0], LIMIT) == picture(1) and source.read(urls[1], LIMIT) == picture(2)
    assert host.asked == {"/in/1.png": 1, "/in/2.png": TRIES, "/in/9.png": 1}


def test_a_manifest_without_addresses_is_left_as_it_is(fetcher, tmp_path):
    target = tmp_path / "stock.fetched"
    assert not Gathering(fetcher, LIMIT, lambda: None).gather(manifest(tmp_path, "a/1.png"), target)
    assert not target.exists()


def test_a_host_that_does_not_answer_is_asked_no_more(host, fetcher, tmp_path):
    urls = [host.url(f"/in/s{n}.png") for n in range(40)]
    host.plan.update({f"/in/s{n}.png": (503, {}) for n in range(40)})
    _, found = gathered(fetcher, manifest(tmp_path, *urls))
    assert {found[url] for url in urls} == {"source.unreachable"}
    assert sum(host.asked.values()) <= (PATIENCE + gather.AT_ONCE) * TRIES


def test_all_photos_together_are_bounded(host, fetcher, tmp_path):
    urls = [host.url(f"/in/{n}.png") for n in range(4)]
    size = len(picture(0)) + len(picture(1)) + 10
    _, found = gathered(fetcher, manifest(tmp_path, *urls), most_bytes=size)
    assert sorted(found[url] for url in urls) == ["", "", "source.too_much", "source.too_much"]


def test_of_too_many_photos_the_rest_has_its_reason(host, fetcher, tmp_path, monkeypatch):
    monkeypatch.setattr(gather, "MOST", 2)
    urls = [host.url(f"/in/{n}.png") for n in range(4)]
    _, found = gathered(fetcher, manifest(tmp_path, *urls))
    assert [found[url] for url in urls] == ["", "", "source.too_much", "source.too_much"]


def test_whoever_is_told_may_end_it_and_nothing_half_stays(host, fetcher, tmp_path):
    host.slow_s = 0.2

    def tell():
        raise KeyboardInterrupt

    path = manifest(tmp_path, *(host.url(f"/in/{n}.png") for n in range(4)))
    with pytest.raises(KeyboardInterrupt):
        Gathering(fetcher, LIMIT, tell).gather(path, tmp_path / "stock.fetched")
    assert not (tmp_path / "stock.fetched").exists()


def test_a_manifest_in_a_zip_has_its_addresses_fetched_beside_the_photos_that_came(host, fetcher, tmp_path):
    urls = [host.url(path) for path in ("/in/1.png", "/in/2.png", "/out/3.png")]
    rows = "".join(f"{name},S{n}\n" for n, name in enumerate([*urls, "here/2.png", "4.png"]))
    came = {"Manifest.csv": f"photo,SKU\n{rows}".encode(), "here/2.png": picture(7), "4.png": picture(4)}
    came |= {"../out.png": picture(5), "inner.zip": b"PK", "big.png": os.urandom(LIMIT + 1), "notes.txt": b"x"}
    source, found = gathered(fetcher, archive(tmp_path / "stock.zip", came))
    assert found == {
        "manifest.csv": "source.no_picture",
        urls[0]: "",
        urls[2]: "source.not_allowed",
        "here/2.png": "",
        "4.png": "",
        "../out.png": "source.outside",
        "inner.zip": "source.nested",
        "big.png": "source.too_large",
        "notes.txt": "source.no_picture",
    }
    assert source.read(urls[0], LIMIT) == picture(1) and source.read("here/2.png", LIMIT) == picture(7)
    assert host.asked == {"/in/1.png": 1}, "what came under that name is not fetched"


def test_a_zip_whose_manifest_names_no_address_is_left_as_it_is(fetcher, tmp_path):
    target = tmp_path / "stock.fetched"
    for files in ({"1.png": picture(1)}, {"1.png": picture(1), "manifest.csv": b"photo,SKU\n1.png,A\n"}):
        came = archive(tmp_path / "stock.zip", files)
        assert not Gathering(fetcher, LIMIT, lambda: None).gather(came, target) and not target.exists()


def test_photos_that_came_and_that_are_fetched_are_bounded_together(host, fetcher, tmp_path):
    rows = f"photo,SKU\n{host.url('/in/1.png')},A\n0.png,B\n".encode()
    came = archive(tmp_path / "stock.zip", {"manifest.csv": rows, "0.png": picture(0)})
    _, found = gathered(fetcher, came, most_bytes=len(picture(0)) + 10)
    assert (found["0.png"], found[host.url("/in/1.png")]) == ("", "source.too_much")


# ---- a batch --------------------------------------------------------------------------------------------------------


def test_a_manifest_alone_becomes_a_stock_with_its_photos(host, settings):
    with TestClient(create_app(settings, make_verifier(), today=lambda: TODAY)) as client:
        client.headers["Authorization"] = f"Bearer {key(client)}"
        urls = [host.url(path) for path in ("/in/1.png", "/in/2.png", "/in/9.png", "/out/3.png", "/other/1.png")]
        rows = "".join(f"{url},S{n},{gtin(n + 1)}\n" for n, url in enumerate(urls))
        table = f"photo,SKU,barcode\n{rows}".encode()
        sent = client.post("/v1/batches", content=table, headers={"Content-Type": "text/csv"})
        assert sent.status_code == 202 and not host.asked, "the service itself fetches nothing"
        path = sent.headers["Location"]
        work(settings)
        done = client.get(path).json()
        assert done["state"] == "done" and done["progress"]["photos_looked_at"] == 2
        items = client.get(done["items"]).json()["items"]
        assert [item["verdict"] for item in items] == ["agrees", "agrees", "cannot_tell", "cannot_tell", "cannot_tell"]
        told = [[f for f in item["findings"] if f["code"] == "stock.photo_unread"] for item in items]
        reasons = ["not_handed_out", "not_allowed", "not_allowed"]
        assert [len(found) for found in told] == [0, 0, 1, 1, 1]
        for (finding,), reason in zip(told[2:], reasons, strict=True):
            assert say(f"source.{reason}", "th") in finding["message"]["th"], finding
        assert client.get(f"{path}/items/1/pictures/0").status_code == 200
        assert sum(host.asked.values()) == 3, "once each, for both looks and the review"
        csv = client.get(done["results"]["csv"]).content.decode("utf-8-sig")
        assert say("source.not_handed_out", "th") in csv


def test_a_zip_with_addresses_in_its_manifest_becomes_a_stock_with_all_its_photos(host, settings):
    with TestClient(create_app(settings, make_verifier(), today=lambda: TODAY)) as client:
        client.headers["Authorization"] = f"Bearer {key(client)}"
        names = [host.url("/in/1.png"), "2.png", host.url("/other/9.png")]
        rows = "".join(f"{name},S{n},{gtin(n + 1)}\n" for n, name in enumerate(names))
        body = zipped({"manifest.csv": f"photo,SKU,barcode\n{rows}".encode(), "2.png": picture(2)})
        path = send(client, body).headers["Location"]
        assert not host.asked, "the service itself fetches nothing"
        work(settings)
        done = client.get(path).json()
        assert done["state"] == "done" and done["progress"]["photos_looked_at"] == 2
        items = client.get(done["items"]).json()["items"]
        assert [item["verdict"] for item in items] == ["agrees", "agrees", "cannot_tell"]
        assert all(client.get(f"{path}/items/{n}/pictures/0").status_code == 200 for n in (1, 2))
        kept = {place.name for place in (settings.batches_path / path.rpartition("/")[2]).iterdir()}
        assert "stock.fetched" in kept and "stock.zip" not in kept, "its photos are kept once"


def test_the_command_says_that_it_fetches_nothing(tmp_path):
    (tmp_path / "manifest.csv").write_text("photo,SKU\nhttps://photos.example/1.png,A\n2.png,B\n", "utf-8")
    (tmp_path / "2.png").write_bytes(picture(2))
    order = Order(tmp_path, (tmp_path / "r.jsonl",), day=TODAY, lang="en")
    told = io.StringIO()
    with Session(order, Settings(), make_stub, engine=Inline(make_stub)) as session:
        session.run(planned=lambda manifest: _tell_plan(session, manifest, Console(file=told, width=400), "en"))
    assert "1 photos are addresses, and this command fetches none" in told.getvalue()
    first, second = (json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines())
    assert second["verdict"] == "agrees" and first["verdict"] == "cannot_tell"
    (finding,) = [found for found in first["findings"] if found["code"] == "stock.photo_unread"]
    assert (
        finding["params"]["reason"] == "source.not_fetched"
        and say("source.not_fetched", "th") in finding["message"]["th"]
    )


def test_a_batch_is_cancelled_while_its_photos_are_fetched(host, settings, monkeypatch):
    monkeypatch.setattr(gather, "TELL_S", 0.05)
    monkeypatch.setattr("api.batches.worker.POLL_S", 0.05)
    host.slow_s = 0.3
    host.photos = {f"/in/{n}.png": picture(n) for n in range(200)}
    with TestClient(create_app(settings, make_verifier(), today=lambda: TODAY)) as client:
        client.headers["Authorization"] = f"Bearer {key(client)}"
        table = "photo,SKU\n" + "".join(f"{host.url(f'/in/{n}.png')},S{n}\n" for n in range(200))
        path = client.post("/v1/batches", content=table, headers={"Content-Type": "text/csv"}).headers["Location"]
        batches = Batches(settings.batches_path, settings)
        worker = Worker(batches, make_stub, workers=1, engine=Inline)
        thread = threading.Thread(target=worker.run, kwargs={"until_idle": True})
        thread.start()
        while not host.asked:
            time.sleep(0.02)
        assert client.delete(path).status_code == 204
        thread.join(20)
        assert not thread.is_alive() and sum(host.asked.values()) < 200
        assert [place.name for place in settings.batches_path.iterdir() if place.is_dir()] == []
        batches.close()


def test_what_is_sent_is_never_taken_for_what_was_fetched(tmp_path):
    assert {source_in(tmp_path, kind).suffix for kind in KINDS.values()}.isdisjoint({SUFFIX})


def test_a_worker_among_several_keeps_what_it_fetched_for_all(host, settings, tmp_path, postgres_url):
    pytest.importorskip("procrastinate", reason="needs the extra `queue`")
    from api.batches.many import work_among_many

    settings = replace(settings, batches_url=postgres_url, batches_share=str(tmp_path / "share"))
    with TestClient(create_app(settings, make_verifier(), today=lambda: TODAY)) as client:
        client.headers["Authorization"] = f"Bearer {key(client)}"
        table = f"photo,SKU\n{host.url('/in/1.png')},A\n{host.url('/in/9.png')},B\n"
        path = client.post("/v1/batches", content=table, headers={"Content-Type": "text/csv"}).headers["Location"]
        work_among_many(settings, lambda batches: Worker(batches, make_stub, workers=1, engine=Inline), until_idle=True)
        assert client.get(path).json()["progress"]["photos_looked_at"] == 1
        assert client.get(f"{path}/items/1/pictures/0").status_code == 200
        assert host.asked == {"/in/1.png": 1, "/in/9.png": 1}
