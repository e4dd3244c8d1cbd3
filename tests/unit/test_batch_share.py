"""Where machines share files of batches: a folder and an object store do alike."""

from pathlib import Path

import pytest

from api.batches.share import FolderShare, ObjectShare, open_share
from verifier.errors import BadSettings, FileMissing, ObjectsUnreachable, StoreProblem


@pytest.fixture(params=["folder", "objects"])
def share(request, tmp_path):
    if request.param == "folder":
        return FolderShare(tmp_path / "share")
    store = pytest.importorskip("obstore.store", reason="needs the extra `objects`")
    return ObjectShare(store.MemoryStore(), "memory")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "given.bin"
    path.write_bytes(bytes(range(256)) * 40_000)
    return path


def test_a_file_comes_back_as_it_went_in(share, file, tmp_path):
    share.put(file, "one", "stock.zip")
    share.get("one", "stock.zip", tmp_path / "new" / "back.bin")
    assert (tmp_path / "new" / "back.bin").read_bytes() == file.read_bytes()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["back.bin"]


def test_a_later_file_takes_the_name_of_one_before(share, file, tmp_path):
    share.put(file, "one", "ledger")
    file.write_bytes(b"later")
    share.put(file, "one", "ledger")
    share.get("one", "ledger", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == b"later"


def test_what_is_not_there_is_told_and_leaves_nothing(share, file, tmp_path):
    share.put(file, "one", "stock.zip")
    for batch, name in (("one", "other"), ("two", "stock.zip")):
        with pytest.raises(FileMissing):
            share.get(batch, name, tmp_path / "new" / "back")
    assert list((tmp_path / "new").iterdir()) == []


def test_files_and_batches_are_forgotten_and_what_is_gone_may_go_again(share, file):
    for batch, name in (("one", "a"), ("one", "b"), ("two", "a")):
        share.put(file, batch, name)
    assert sorted(batch for batch, _ in share.batches()) == ["one", "two"]
    assert all(0 <= age < 60 for _, age in share.batches())
    for _ in range(2):
        share.remove("one", "a")
    with pytest.raises(FileMissing):
        share.get("one", "a", file.with_name("x"))
    for _ in range(2):
        share.forget("one")
    assert [batch for batch, _ in share.batches()] == ["two"]


def test_a_full_disk_leaves_what_was_there_and_nothing_half(file, tmp_path, monkeypatch):
    share = FolderShare(tmp_path / "share")
    share.put(file, "one", "ledger")
    monkeypatch.setattr("api.batches.share.os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(StoreProblem):
        share.put(file, "one", "ledger")
    assert [path.name for path in (tmp_path / "share" / "one").iterdir()] == ["ledger"]


def test_a_store_that_does_not_answer_is_told_without_its_address(file, monkeypatch):
    pytest.importorskip("obstore", reason="needs the extra `objects`")
    for name, value in {"ENDPOINT_URL": "http://127.0.0.1:9", "ALLOW_HTTP": "true", "SKIP_SIGNATURE": "true"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setattr("api.batches.share.RETRIES", 0)
    share = open_share("s3://bucket/prefix")
    with pytest.raises(ObjectsUnreachable) as told:
        share.put(file, "one", "stock.zip")
    assert "127.0.0.1" not in str(told.value)


def test_a_place_that_is_none_is_told_as_a_setting(tmp_path):
    pytest.importorskip("obstore", reason="needs the extra `objects`")
    with pytest.raises(BadSettings, match="MOKCHECK_BATCHES_SHARE"):
        open_share("ftp://there/x")
    assert isinstance(open_share(str(tmp_path / "a")), FolderShare)
    assert open_share((Path(tmp_path) / "b").as_uri()).root == tmp_path / "b"
