import csv
import functools
import json
import os
import shutil

import pytest

from tests.support.stock import (
    CRASHES,
    DAY,
    FILLS,
    GIVES_UP,
    HANGS,
    KINDS,
    Inline,
    archive,
    folder,
    gtin,
    make_changing,
    make_other_list,
    make_stub,
    picture,
    run,
)
from verifier.batch.ledger import Ledger, ledger_of
from verifier.batch.plan import Grouping
from verifier.batch.pool import Limits
from verifier.batch.session import Order, Session
from verifier.batch.source import Folder
from verifier.batch.status import status_of
from verifier.domain import VerdictKind
from verifier.errors import BadRequest, FileMissing, LedgerInUse, LedgerProblem, ListUnreadable
from verifier.settings import Settings

MANIFEST = "photo,SKU,barcode,product,supplier,TIS Number,TIS License\n"


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def codes(row):
    return {finding["code"] for finding in row["findings"]}


def test_a_folder_comes_back_as_one_row_a_product(tmp_path):
    stock = folder(tmp_path / "stock", {"a/1.png": picture(1), "a/2.png": picture(2), "lone.png": picture(3)})
    out = tmp_path / "r.jsonl"
    tally = run(stock, out)
    assert [(row["product"]["name"], len(row["photos"])) for row in rows(out)] == [("lone.png", 1), ("a", 2)]
    assert all(row["verdict"] == "agrees" and row["claim"]["challenged"] for row in rows(out))
    assert tally.verdicts[VerdictKind.AGREES] == 2 and tally.looked == 6  # each photo twice: agreement is challenged


def test_a_ledger_that_is_removed_as_it_is_looked_into_is_not_made_anew(tmp_path, monkeypatch):
    path = tmp_path / "ต้นฉบับ #1 %20?.ledger"
    Ledger.open(path).close()
    Ledger.look_into(path).close()
    path.unlink()
    monkeypatch.setattr(type(path), "is_file", lambda _: True)
    with pytest.raises(LedgerProblem):
        Ledger.look_into(path)
    assert not path.exists(), "an empty one would be taken for the ledger ever after"


def test_a_run_is_stopped_while_its_engines_start(tmp_path):
    class Starting(Inline):
        """Never ready."""

        def __init__(self, make):
            super().__init__(make)
            self.versions = None

        def wait(self, seconds):
            asked.append(seconds)
            assert len(asked) < 100, "nobody was asked whether to go on"
            return []

    class Stopped(Exception):
        pass

    def stop(_tally):
        raise Stopped

    asked = []
    order = Order(folder(tmp_path / "stock", {"1.png": picture(1)}), (tmp_path / "r.jsonl",), day=DAY)
    with Session(order, Settings(), make_stub, Starting(make_stub)) as session, pytest.raises(Stopped):
        session.run(stop)


def test_a_second_run_looks_at_nothing_and_writes_the_equal_bytes(tmp_path):
    stock = folder(tmp_path / "stock", {f"{n}.png": picture(n) for n in range(4)})
    out = [tmp_path / f"r.{kind}" for kind in KINDS]
    run(stock, out)
    before = [path.read_bytes() for path in (*out, tmp_path / "r.html")]
    assert run(stock, out).looked == 0
    assert [path.read_bytes() for path in (*out, tmp_path / "r.html")] == before


def test_a_moved_folder_and_a_renamed_photo_are_known_again(tmp_path):
    stock = folder(tmp_path / "stock", {"1.png": picture(1), "2.png": picture(2)})
    out = tmp_path / "r.jsonl"
    run(stock, out)
    moved = tmp_path / "elsewhere"
    shutil.move(stock, moved)
    (moved / "2.png").rename(moved / "other.png")
    assert run(moved, out).looked == 0
    assert [row["product"]["name"] for row in rows(out)] == ["1.png", "other.png"]


def test_a_new_photo_alone_is_looked_at(tmp_path):
    stock = folder(tmp_path / "stock", {"1.png": picture(1)})
    out = tmp_path / "r.jsonl"
    run(stock, out)
    folder(stock, {"2.png": picture(2), "copy-of-1.png": picture(1)})
    assert run(stock, out).looked == 2
    assert len(rows(out)) == 3


def test_another_list_judges_again_without_pixels(tmp_path):
    stock = folder(tmp_path / "stock", {f"{n}.png": picture(n) for n in range(3)})
    out = tmp_path / "r.jsonl"
    run(stock, out)
    tally = run(stock, out, make_other_list)
    assert tally.looked == 0
    assert {row["verdict"] for row in rows(out)} == {"conflicts"}
    assert all("licence.revoked" in codes(row) for row in rows(out))


def test_a_recheck_needs_no_photos_and_never_agrees_without_the_second_look(tmp_path):
    stock = folder(tmp_path / "stock", {"1.png": picture(1), "2.png": picture(2)})
    out = tmp_path / "r.jsonl"
    run(stock, out, make_other_list)  # conflicts: nobody looked a second time
    shutil.rmtree(stock)
    order = Order(None, (out,), day=DAY, lang="en")
    with Session(order, Settings(), make_stub) as session:  # without a list nothing can be told
        session.run()
    assert {row["verdict"] for row in rows(out)} == {"cannot_tell"}
    assert "list.missing" in codes(rows(out)[0]) or rows(out)[0]["list"] is None


def test_what_would_agree_waits_for_its_photos(tmp_path):
    stock = folder(tmp_path / "stock", {"1.png": picture(1)})
    out = tmp_path / "r.jsonl"
    run(stock, out, make_other_list)
    order = Order(None, (out,), day=DAY, lang="en")
    with Session(order, Settings(), make_stub, engine=Inline(make_stub)) as session:
        assert session.run().waiting == 1
    (row,) = rows(out)
    assert row["verdict"] == "cannot_tell" and "challenge.missing" in codes(row)
    assert run(stock, out).looked == 1
    assert rows(out)[0]["verdict"] == "agrees"


def test_a_poison_photo_is_set_aside_with_its_reason_and_costs_no_other(tmp_path):
    bad = {"crash.png": CRASHES, "hang.png": HANGS, "memory.png": FILLS, "gives-up.png": GIVES_UP}
    good = {f"good-{n:02d}.png": picture(n) for n in range(6)}
    poison = {name: picture(100 + k, behaviour) for k, (name, behaviour) in enumerate(bad.items())}
    stock = folder(tmp_path / "stock", {**good, **poison, "damaged.png": picture(7)[:200], "empty.png": b""})
    out = tmp_path / "r.jsonl"
    limits = Limits(job_s=5, memory_bytes=600 * 2**20)
    tally = run(stock, out, workers=2, limits=limits, grouping=Grouping.PHOTO)
    found = {row["product"]["name"]: row for row in rows(out)}
    assert {found[name]["verdict"] for name in good} == {"agrees"}
    reasons = {name: found[name]["findings"][0]["params"].get("reason") for name in (*bad, "damaged.png", "empty.png")}
    assert reasons == {
        "crash.png": "stock.crash",
        "hang.png": "stock.time",
        "memory.png": "stock.memory",
        "gives-up.png": "engine.failed",
        "damaged.png": "photo.damaged",
        "empty.png": "photo.empty",
    }
    assert tally.aside == 6
    assert run(stock, out, grouping=Grouping.PHOTO).aside == 0  # not tried again
    before = out.read_bytes()
    assert run(stock, out, workers=2, limits=limits, grouping=Grouping.PHOTO, retry=True).aside == 6
    assert out.read_bytes() == before


def test_a_product_with_a_photo_set_aside_never_agrees(tmp_path):
    stock = folder(tmp_path / "stock", {"p/1.png": picture(1), "p/2.png": picture(2)[:100]})
    run(stock, tmp_path / "r.jsonl")
    (row,) = rows(tmp_path / "r.jsonl")
    assert row["photo_verdict"] == "agrees" and row["verdict"] == "cannot_tell"
    assert "stock.photo_aside" in codes(row)


def test_row_and_photo_must_say_the_same(tmp_path):
    table = MANIFEST + (
        f"1.png,A,{gtin(1)},same,S1,2879-2560,ท7014-4/2879\n"
        f"2.png,B,{gtin(9)},other bar code,S1,2879-2560,ท7014-4/2879\n"
        f"3.png,C,{gtin(3)},other licence,S1,2879-2560,ท7015-5/2879\n"
        f"4.png,D,{gtin(4)},other standard,S1,2432-2555,\n"
        f"gone.png,E,{gtin(5)},no photo,S1,2879-2560,ท7014-4/2879\n"
        f"6.png,F,123,bad bar code,S1,,\n"
        f"7.png,G,{gtin(7)},unreadable,S1,ไม่ทราบ,\n"
    )
    stock = folder(tmp_path / "stock", {f"{n}.png": picture(n) for n in (1, 2, 3, 4, 6, 7, 8)})
    (stock / "manifest.csv").write_text(table, "utf-8")
    out = tmp_path / "r.jsonl"
    run(stock, out)
    found = {row["product"]["name"]: row for row in rows(out)}
    verdicts = {name: row["verdict"] for name, row in found.items()}
    assert verdicts == {
        "same": "agrees",
        "other bar code": "cannot_tell",
        "other licence": "conflicts",
        "other standard": "conflicts",
        "no photo": "cannot_tell",
        "bad bar code": "cannot_tell",
        "unreadable": "cannot_tell",
        "8.png": "agrees",
    }
    assert "stock.other_barcode" in codes(found["other bar code"])
    assert "stock.other_licence" in codes(found["other licence"])
    assert "stock.other_standard" in codes(found["other standard"])
    assert {"stock.photo_missing", "stock.no_photo"} <= codes(found["no photo"])
    assert found["no photo"]["row_verdict"] == "agrees" and found["no photo"]["seen_as"] == "row"
    assert "stock.gtin_unreadable" in codes(found["bad bar code"])
    assert found["same"]["seen_as"] == "both" and found["8.png"]["seen_as"] == "photo"


def test_a_day_received_that_is_none_is_told_and_keeps_nothing_from_agreeing(tmp_path):
    days = {"1": "1/11/2569", "2": "1/11/69", "3": "40/13/2569"}
    lines = "".join(f"{n}.png,S{n},2879-2560,ท7014-4/2879,{day}\n" for n, day in days.items())
    stock = folder(tmp_path / "stock", {f"{n}.png": picture(int(n)) for n in days})
    (stock / "manifest.csv").write_text(f"photo,SKU,TIS Number,TIS License,date\n{lines}", "utf-8")
    run(stock, tmp_path / "r.jsonl")
    found = rows(tmp_path / "r.jsonl")
    assert [row["verdict"] for row in found] == ["agrees"] * 3
    assert [row["product"].get("received") for row in found] == ["2026-11-01", None, None]
    told = [f["params"]["reason"] for row in found for f in row["findings"] if f["code"] == "stock.received_unreadable"]
    assert told == ["1/11/69", "40/13/2569"]


def test_a_cell_that_is_not_understood_is_to_be_mended(tmp_path):
    stock = folder(tmp_path / "stock", {"1.png": picture(1)})
    (stock / "manifest.csv").write_text("photo,SKU,category\n1.png,S1,ของใช้ในบ้าน\n", "utf-8")
    run(stock, tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert "category.unknown" in row["codes"] and row["advice"].startswith("Mend the table")


def test_photos_find_their_row_by_folder_name_or_bar_code(tmp_path):
    table = f"SKU;บาร์โค้ด;สินค้า\nA-1;;by folder\nA-2;;by name\nA-3;{gtin(3)};by bar code\nA-4;{gtin(4)};by its name\n"
    stock = folder(
        tmp_path / "stock",
        {
            "a-1/x.png": picture(1),
            "A-2_front.png": picture(2),
            "A-2_back.png": picture(20),
            "IMG_0001.png": picture(3),
            f"{gtin(4)}.png": picture(4),
        },
    )
    (stock / "manifest.csv").write_bytes(table.encode("cp874"))
    out = tmp_path / "r.jsonl"
    run(stock, out)
    found = {row["product"]["name"]: [photo["file"] for photo in row["photos"]] for row in rows(out)}
    assert found == {
        "by folder": ["a-1/x.png"],
        "by name": ["A-2_back.png", "A-2_front.png"],
        "by bar code": ["IMG_0001.png"],
        "by its name": [f"{gtin(4)}.png"],
    }


def test_what_only_the_whole_stock_shows(tmp_path):
    table = MANIFEST + "".join(
        f"{file},{sku},,{sku},{supplier},,\n"
        for file, sku, supplier in (("1.png", "A", "S1"), ("copy.png", "B", "S2"), ("3.png", "C", "S3"))
    )
    stock = folder(tmp_path / "stock", {"1.png": picture(1), "copy.png": picture(1), "3.png": picture(3)})
    (stock / "manifest.csv").write_text(table, "utf-8")
    out = tmp_path / "r.jsonl"
    run(stock, out)
    found = {row["product"]["sku"]: row for row in rows(out)}
    assert found["A"]["photo_verdict"] == "agrees" and found["A"]["verdict"] == "cannot_tell"
    assert "stock.same_photo" in codes(found["A"]) & codes(found["B"]) and "stock.same_photo" not in codes(found["C"])
    assert found["C"]["verdict"] == "agrees"
    assert status_of(out)["verdicts"] == {"agrees": 1, "conflicts": 0, "cannot_tell": 2}  # as the result has them
    (shared,) = [f for f in found["C"]["findings"] if f["code"] == "stock.shared_licence"]
    assert (shared["params"]["products"], shared["params"]["suppliers"]) == (3, 3) and not shared["required"]


def test_one_picture_under_two_names_is_told_as_a_hint_where_nobody_claims_it_for_both(tmp_path):
    out = tmp_path / "r.jsonl"
    run(folder(tmp_path / "stock", {"1.png": picture(1), "other.png": picture(1)}), out)
    for row in rows(out):
        (same,) = [found for found in row["findings"] if found["code"] == "stock.same_photo"]
        assert row["verdict"] == "agrees" and not same["required"]
        assert "a hint, no more" in same["message"]["en"] and "cannot" not in same["message"]["en"]
        assert "เป็นเพียงข้อสังเกต" in same["message"]["th"] and "ยืนยัน" not in same["message"]["th"]
    table = MANIFEST + "1.png,A,,a,S1,,\nother.png,B,,b,S2,,\n"
    (tmp_path / "stock" / "manifest.csv").write_text(table, "utf-8")
    run(tmp_path / "stock", tmp_path / "claimed.jsonl")
    for row in rows(tmp_path / "claimed.jsonl"):
        (same,) = [found for found in row["findings"] if found["code"] == "stock.same_photo"]
        assert row["verdict"] == "cannot_tell" and "cannot speak for each" in same["message"]["en"]


def test_a_zip_with_a_manifest_gives_what_its_folder_gives(tmp_path):
    files = {f"{n}.png": picture(n) for n in range(3)}
    table = (MANIFEST + "".join(f"{n}.png,S{n},,p{n},,,\n" for n in range(3))).encode()
    stock = folder(tmp_path / "stock", {**files, "manifest.csv": table})
    run(stock, tmp_path / "a.csv")
    run(archive(tmp_path / "stock.zip", {**files, "manifest.csv": table}), tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_run_is_not_finished_before_its_results_are_written(tmp_path, monkeypatch):
    def full(*_):
        raise LedgerProblem("no space left")

    stock = folder(tmp_path / "stock", {"1.png": picture(1)})
    out = tmp_path / "r.jsonl"
    with monkeypatch.context() as patched, pytest.raises(LedgerProblem):
        patched.setattr("verifier.batch.session.write_result", full)
        run(stock, out)
    assert not status_of(out)["finished"] and not out.exists()
    run(stock, out)
    assert status_of(out)["finished"] and out.exists()


def test_two_runs_on_one_ledger_are_refused(tmp_path):
    folder(tmp_path / "stock", {"1.png": picture(1)})
    ledger = Ledger.open(ledger_of(tmp_path / "r.csv"))
    with pytest.raises(LedgerInUse):
        Ledger.open(ledger_of(tmp_path / "r.csv"))
    ledger.close()
    with pytest.raises(BadRequest):
        Session(Order(None, (tmp_path / "none.csv",)), Settings(), make_stub)


def test_no_cell_of_a_csv_is_run(tmp_path):
    table = 'photo,SKU,product,supplier\n1.png,A,"=HYPERLINK(""http://x"")",@SUM(A1)\n'
    stock = folder(tmp_path / "stock", {"1.png": picture(1), "manifest.csv": table.encode()})
    run(stock, tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["name"].startswith("'=") and row["supplier"].startswith("'@")


def test_there_and_back_to_another_list_gives_the_equal_result(tmp_path):
    table = MANIFEST + f"1.png;2.png,A,{gtin(1)},a,S,,\n3.png,B,{gtin(3)},b,S,2432-2555,\n4.png,C,,c,S,,\n"
    stock = folder(tmp_path / "stock", {f"{n}.png": picture(n) for n in range(1, 5)})
    (stock / "manifest.csv").write_text(table, "utf-8")
    out = tmp_path / "r.jsonl"
    run(stock, out)
    before = out.read_bytes()
    assert run(stock, out, make_other_list).looked == 0
    assert out.read_bytes() != before
    assert run(stock, out).looked == 0
    assert out.read_bytes() == before


def test_a_source_that_goes_away_stops_the_run_and_not_its_products(tmp_path, monkeypatch):
    stock = folder(tmp_path / "stock", {f"{n}.png": picture(n) for n in range(4)})
    out = tmp_path / "r.jsonl"
    read = Folder.read

    def going(self, name, limit):
        if name == "2.png":
            shutil.move(stock, tmp_path / "elsewhere")
        return read(self, name, limit)

    monkeypatch.setattr(Folder, "read", going)
    with pytest.raises(FileMissing):
        run(stock, out)
    monkeypatch.undo()
    assert not out.exists()
    assert run(tmp_path / "elsewhere", out).looked < 8
    assert [row["verdict"] for row in rows(out)] == ["agrees"] * 4


def test_a_photo_that_goes_away_is_missing_and_never_agreed(tmp_path, monkeypatch):
    stock = folder(tmp_path / "stock", {"p/1.png": picture(1), "p/2.png": picture(2)})
    read = Folder.read
    monkeypatch.setattr(Folder, "read", lambda self, name, limit: read(self, name.replace("2", "9"), limit))
    run(stock, tmp_path / "r.jsonl")
    (row,) = rows(tmp_path / "r.jsonl")
    assert row["verdict"] == "cannot_tell" and "stock.photo_unread" in codes(row)
    monkeypatch.undo()
    run(stock, tmp_path / "r.jsonl")
    assert rows(tmp_path / "r.jsonl")[0]["verdict"] == "agrees"


def test_a_photo_dressed_up_as_another_is_read_anew(tmp_path):
    """Same name, size and time as one that agreed: whoever sends a second lot can make it so."""
    good, bad = picture(1), picture(2)
    length = max(len(good), len(bad))
    stock = folder(tmp_path / "stock", {"1.png": good.ljust(length, b"\0")})
    packed = {"1.png": good.ljust(length, b"\0")}
    os.utime(stock / "1.png", (1e9, 1e9))
    run(stock, tmp_path / "r.jsonl")
    run(archive(tmp_path / "lot.zip", packed), tmp_path / "z.jsonl")
    first = rows(tmp_path / "r.jsonl")[0]["photos"]
    folder(stock, {"1.png": bad.ljust(length, b"\0")})
    os.utime(stock / "1.png", (1e9, 1e9))
    archive(tmp_path / "lot.zip", {"1.png": bad.ljust(length, b"\0")})
    run(stock, tmp_path / "r.jsonl")
    run(tmp_path / "lot.zip", tmp_path / "z.jsonl")
    for name in ("r", "z"):
        assert rows(tmp_path / f"{name}.jsonl")[0]["photos"] != first


def test_names_of_rows_and_of_files_do_not_get_into_each_others_way(tmp_path):
    pictures = {"fan_1.png": picture(1), "fan_2.png": picture(2), "x.png": picture(3)}
    stock = folder(tmp_path / "stock", {**pictures, "manifest.csv": b"photo,product\nx.png,fan\n"})
    run(stock, tmp_path / "r.jsonl")
    assert [row["key"] for row in rows(tmp_path / "r.jsonl")] == ["product:fan", "name:fan"]


def test_another_list_in_the_place_of_the_first_stops_a_run(tmp_path):
    stock = folder(tmp_path / "stock", {"0.png": picture(0), "1.png": picture(1, CRASHES), "2.png": picture(2)})
    with pytest.raises(ListUnreadable, match="replaced"):
        run(stock, tmp_path / "r.jsonl", functools.partial(make_changing, tmp_path / "seen"), workers=1)
    assert not (tmp_path / "r.jsonl").exists()


def test_the_same_picture_twice_in_one_product_is_looked_at_once(tmp_path):
    stock = folder(tmp_path / "stock", {f"{where}/{n}.png": picture(1) for where in "ab" for n in (1, 2)})
    assert run(stock, tmp_path / "r.jsonl").looked == 2
    assert [(row["verdict"], len(row["photos"])) for row in rows(tmp_path / "r.jsonl")] == [("agrees", 2)] * 2


@pytest.mark.parametrize("gone_after", [1, 2])
def test_a_photo_that_goes_away_between_two_looks_is_looked_at_when_it_is_back(tmp_path, monkeypatch, gone_after):
    stock = folder(tmp_path / "stock", {"1.png": picture(1), "2.png": picture(2)})
    reads = []
    read = Folder.read

    def going(self, name, limit):
        reads.append(name)
        if reads.count("1.png") > gone_after - 1 and name == "1.png":
            raise FileMissing("gone")
        return read(self, name, limit)

    monkeypatch.setattr(Folder, "read", going)
    run(stock, tmp_path / "r.jsonl")
    assert [row["verdict"] for row in rows(tmp_path / "r.jsonl")] == ["cannot_tell", "agrees"]
    monkeypatch.undo()
    run(stock, tmp_path / "r.jsonl")
    assert [row["verdict"] for row in rows(tmp_path / "r.jsonl")] == ["agrees"] * 2
