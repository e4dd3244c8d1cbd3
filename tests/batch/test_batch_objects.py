"""Photos in an object store: listed in pages, read one at a time, known again, and told why when they cannot be."""

import json
import sys

import pytest

from tests.support.s3_stand_in import BUCKET, KEY, SECRET, s3_stand_in
from tests.support.stock import DAY, Inline, folder, gtin, make_stub, picture, run
from verifier.batch.session import Order, Session
from verifier.batch.source import Folder, open_source, place_of
from verifier.cli import main
from verifier.errors import BadRequest, BadSource, FileMissing, ObjectsUnreachable
from verifier.settings import Settings

LIMIT = 1_000_000
URL = f"s3://{BUCKET}/stock"


@pytest.fixture
def s3(monkeypatch):
    pytest.importorskip("obstore", reason="needs the extra `objects`")
    with s3_stand_in() as state:
        for name, value in state.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("verifier.batch.objects.RETRIES", 0)
        yield state


def put(s3, files):
    s3.objects.update({f"stock/{name}": data for name, data in files.items()})


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


# ---- a run ----------------------------------------------------------------------------------------------------------


def test_a_prefix_gives_what_the_same_folder_does(s3, tmp_path):
    files = {
        "เตารีด/1.png": picture(1),
        "เตารีด/2.png": picture(2),
        "A-7_1.png": picture(3),
        "A-7_2.png": picture(4),
        "50% & more? #+.png": picture(5),
        "notes.txt": b"x",
    }
    put(s3, files)
    s3.objects["stock-of-another/9.png"] = picture(9)
    run(URL, tmp_path / "objects.jsonl")
    run(folder(tmp_path / "stock", files), tmp_path / "folder.jsonl")
    assert (tmp_path / "objects.jsonl").read_bytes() == (tmp_path / "folder.jsonl").read_bytes()
    assert {row["verdict"] for row in rows(tmp_path / "objects.jsonl")} == {"agrees"}
    assert s3.signed


def test_a_manifest_lies_in_the_store_beside_the_photos_or_here(s3, tmp_path):
    table = f"photo,SKU,barcode\na/1.png,S1,{gtin(1)}\na/2.png,S2,{gtin(3)}\n".encode()
    put(s3, {"a/1.png": picture(1), "a/2.png": picture(2), "manifest.csv": table})
    run(URL, tmp_path / "found.jsonl")
    s3.objects["stock/goods.csv"] = s3.objects.pop("stock/manifest.csv")
    run(f"{URL}/goods.csv", tmp_path / "named.jsonl")
    local = folder(tmp_path / "here", {"goods.csv": table}) / "goods.csv"
    order = Order(URL, (tmp_path / "here.jsonl",), manifest=local, day=DAY, lang="en")
    del s3.objects["stock/goods.csv"]
    with Session(order, Settings(), make_stub, Inline(make_stub)) as session:
        session.run()
    for name in ("found", "named", "here"):
        found = [(row["product"]["sku"], row["verdict"]) for row in rows(tmp_path / f"{name}.jsonl")]
        assert found == [("S1", "agrees"), ("S2", "cannot_tell")], name  # another bar code than the row's


def test_a_run_goes_on_and_fetches_nothing_that_it_knows(s3, tmp_path):
    put(s3, {f"{n}.png": picture(n) for n in range(4)})
    run(URL, tmp_path / "r.jsonl")
    once = sum(s3.got.values())
    assert once == 8  # at first, and again before anything agrees
    assert run(URL, tmp_path / "r.jsonl").looked == 0
    assert sum(s3.got.values()) == once
    put(s3, {"2.png": picture(12), "9.png": picture(3)})  # one is another by now, one is known under another name
    assert run(URL, tmp_path / "r.jsonl").looked == 2
    assert sum(s3.got.values()) == once + 3


def test_a_store_that_fails_half_way_ends_the_run_and_costs_no_photo(s3, tmp_path):
    put(s3, {f"{n}.png": picture(n) for n in range(12)})

    def fail(tally):
        if tally.looked == 3:
            s3.trouble = (503, "SlowDown")

    order = Order(URL, (tmp_path / "r.jsonl",), day=DAY, lang="en")
    session = Session(order, Settings(), make_stub, Inline(make_stub))
    with session, pytest.raises(ObjectsUnreachable, match="SlowDown"):
        session.run(fail)
    s3.trouble = None
    run(URL, tmp_path / "r.jsonl")
    assert [row["verdict"] for row in rows(tmp_path / "r.jsonl")] == ["agrees"] * 12


def test_one_object_that_is_not_handed_out_or_breaks_off_costs_no_other(s3, tmp_path):
    put(s3, {f"{n}.png": picture(n) for n in range(1, 5)})
    s3.forbidden, s3.cut = {"stock/2.png"}, {"stock/3.png"}
    run(URL, tmp_path / "r.jsonl")
    found = {row["product"]["name"]: row["verdict"] for row in rows(tmp_path / "r.jsonl")}
    assert found == {"1.png": "agrees", "2.png": "cannot_tell", "3.png": "cannot_tell", "4.png": "agrees"}


# ---- the source -----------------------------------------------------------------------------------------------------


def test_a_listing_comes_in_pages_without_the_marks_of_folders(s3):
    put(s3, {f"{n:04d}.png": b"x" for n in range(250)})
    put(s3, {"": b"", "sub/": b"", "sub/Thumbs.db": b"x", "sub/a.gif": b"x", "empty.png": b""})
    s3.page = 100
    source, table = open_source(URL)
    found = {entry.name: entry.problem for entry in source.entries()}
    assert len(found) == 252 and table is None
    assert found["0249.png"] == found["empty.png"] == "" and found["sub/a.gif"] == "source.no_picture"
    assert s3.listed == 3
    assert source.read("empty.png", LIMIT) == b""


def test_no_more_of_an_object_is_fetched_than_may_be(s3):
    put(s3, {"huge.png": bytes(60_000_000)})
    source, _ = open_source(URL)
    assert len(source.read("huge.png", LIMIT)) == LIMIT + 1
    assert s3.sent_bytes < 30_000_000


def test_stamps_change_with_the_content(s3):
    put(s3, {"1.png": picture(1)})
    source, _ = open_source(URL)
    before = [entry.stamp for entry in source.entries()]
    assert before == [entry.stamp for entry in source.entries()]
    data = bytearray(picture(1))
    data[-1] ^= 1
    put(s3, {"1.png": bytes(data)})
    assert before != [entry.stamp for entry in source.entries()]


@pytest.mark.parametrize("name", ["a//b.png", "../x.png", "bell\x07.png"])
def test_a_name_that_cannot_be_listed_is_told_by_name(s3, name):
    put(s3, {"1.png": picture(1), name: picture(2)})
    source, _ = open_source(URL)
    with pytest.raises(BadSource, match="rename that object") as told:
        list(source.entries())
    assert name[:4] in told.value.detail


# ---- what is told ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "kind", "said"),
    [
        ((404, "NoSuchBucket"), FileMissing, "no such bucket"),
        ((403, "AccessDenied"), ObjectsUnreachable, "no access .AccessDenied, 403"),
        ((403, "SignatureDoesNotMatch"), ObjectsUnreachable, "credentials come from the environment"),
        ((403, "RequestTimeTooSkewed"), ObjectsUnreachable, "the clock of this machine"),
        ((400, "AuthorizationHeaderMalformed"), ObjectsUnreachable, "set AWS_REGION"),
        ((301, "PermanentRedirect"), ObjectsUnreachable, "set AWS_REGION"),
        ((500, "InternalError"), ObjectsUnreachable, "InternalError, 500"),
    ],
)
def test_a_store_that_refuses_is_told_with_what_to_do(s3, trouble, kind, said):
    put(s3, {"1.png": picture(1)})
    source, _ = open_source(URL)
    s3.trouble = trouble
    for ask in (lambda: list(source.entries()), source.is_there):
        with pytest.raises(kind, match=said) as told:
            ask()
        for secret in (KEY, SECRET, "127.0.0.1", "Message"):
            assert secret not in str(told.value) and told.value.__suppress_context__


def test_a_prefix_with_nothing_below_is_told(s3):
    put(s3, {"1.png": picture(1)})
    source, _ = open_source(f"s3://{BUCKET}/sto")
    with pytest.raises(FileMissing, match="nothing lies below"):
        list(source.entries())
    assert not source.is_there()


def test_an_endpoint_without_tls_has_to_be_allowed(s3, monkeypatch):
    monkeypatch.delenv("AWS_ALLOW_HTTP")
    source, _ = open_source(URL)
    with pytest.raises(ObjectsUnreachable, match="AWS_ALLOW_HTTP=true"):
        list(source.entries())


def test_a_server_that_is_not_there_is_told(s3, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    source, _ = open_source(URL)
    with pytest.raises(ObjectsUnreachable, match="does not answer"):
        list(source.entries())


def test_the_command_ends_with_a_code_and_a_sentence(s3, tmp_path, capsys):
    s3.trouble = (403, "AccessDenied")
    with pytest.raises(SystemExit) as ended:
        main(["batch", URL, "--out", str(tmp_path / "r.csv"), "--workers", "1", "--lang", "en"])
    said = capsys.readouterr().err
    assert ended.value.code == 69 and "does not hand out the photos" in said and "no access" in said
    assert SECRET not in said


def test_azure_without_an_account_is_told(s3, monkeypatch):
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_NAME", raising=False)
    with pytest.raises(ObjectsUnreachable, match="AZURE_STORAGE_ACCOUNT_NAME"):
        open_source("az://container/prefix")


@pytest.mark.parametrize(
    "url",
    [
        "s3://key:hush@bucket/x",
        "s3://bucket/x?sig=hush",
        "s3://",
        "s3:///x",
        "ftp://bucket/x",
        "https://bucket/x",
        "s3://bucket/x#1.png",
        "s3://bucket/x.zip",
    ],
)
def test_what_is_no_place_in_a_store_is_refused_without_telling_a_secret(url):
    with pytest.raises(BadSource) as told:
        open_source(place_of(url))
    assert "hush" not in str(told.value)


def test_without_the_extra_the_command_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(BadRequest, match=r"pip install 'mokcheck\[objects\]'"):
        open_source("s3://bucket/x")


def test_a_store_is_not_watched(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["batch", "s3://bucket/x", "--out", "r.csv", "--watch"])
    assert ended.value.code == 64 and "by a timer" in capsys.readouterr().err


def test_a_file_url_is_a_folder(tmp_path):
    folder(tmp_path / "ของ ใหม่", {"1.png": picture(1)})
    source, _ = open_source(place_of((tmp_path / "ของ ใหม่").as_uri()))
    assert isinstance(source, Folder)
    assert [entry.name for entry in source.entries()] == ["1.png"]
