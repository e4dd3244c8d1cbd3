"""A watched folder: what comes in is judged when it stands still, with the workers that are there already."""

import json

import pytest

from tests.support.stock import DAY, Inline, folder, make_other_list, make_stub, make_without_list, picture
from verifier.batch.session import Order, Session
from verifier.cli import batch as command
from verifier.settings import Settings


def test_what_comes_into_a_watched_folder_is_judged(tmp_path, monkeypatch, capsys):
    stock, out = folder(tmp_path / "stock", {"1.png": picture(1)}), tmp_path / "stock" / "r.jsonl"
    arrivals = iter([{"2.png": picture(2)}, {}, {}, {"3.png": picture(3)[:80]}, {"3.png": picture(3)}, {}, {}])
    engine = Inline(make_stub)

    def sleep(_):
        try:
            folder(stock, next(arrivals))
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(command.time, "sleep", sleep)
    monkeypatch.setattr(command, "Session", lambda order, settings, make: Session(order, settings, make, engine))
    command.carry_out(Order(stock, (out,), day=DAY, lang="en"), Settings(), make_stub, watch=True)
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(row["product"]["name"], row["verdict"]) for row in rows] == [(f"{n}.png", "agrees") for n in (1, 2, 3)]
    assert capsys.readouterr().err.count("products:") == 3  # at first, for the second, for the third when it was whole


def test_a_stopped_run_says_how_to_go_on(tmp_path, monkeypatch, capsys):
    stock = folder(tmp_path / "stock", {"1.png": picture(1)})

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "Session", lambda order, settings, make: Session(order, settings, make, Inline(make)))
    monkeypatch.setattr(Session, "run", interrupt)
    with pytest.raises(KeyboardInterrupt):
        command.carry_out(Order(stock, (tmp_path / "r.csv",), lang="en"), Settings(), make_stub)
    assert "The same command goes on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_stub, "List of licences: 1 Nov 2026"),
        (make_without_list, "List of licences: none, so that nothing agrees"),
    ],
)
def test_a_run_says_what_it_compared_with_and_what_it_did_not_use(tmp_path, monkeypatch, capsys, make, said):
    stock = folder(tmp_path / "stock", {"1.png": picture(1), "manifest.csv": b"photo,SKU,brand,shelf\n1.png,S1,x,3\n"})
    monkeypatch.setattr(command, "Session", lambda order, settings, make: Session(order, settings, make, Inline(make)))
    command.carry_out(Order(stock, (tmp_path / "r.csv",), day=DAY, lang="en"), Settings(), make)
    told = capsys.readouterr().err
    assert said in told and "Columns not used: brand, shelf\n" in told


def test_photos_that_are_not_there_are_counted(tmp_path, monkeypatch, capsys):
    table = b"photo,SKU\n1.png,S1\n2.png,S2\n3.png,S3\n"
    stock = folder(tmp_path / "stock", {"1.png": picture(1), "manifest.csv": table})
    monkeypatch.setattr(command, "Session", lambda order, settings, make: Session(order, settings, make, Inline(make)))
    command.carry_out(Order(stock, (tmp_path / "r.csv",), day=DAY, lang="en"), Settings(), make_stub)
    assert "2 photos that the table names are not there" in capsys.readouterr().err
    command.show_status(tmp_path / "r.csv", "en", as_json=False)
    told = capsys.readouterr().out
    assert "1 of 3 photos looked at" in told and "2 photos that the table names are not there" in told


def test_another_list_is_taken_up_by_a_session_that_goes_on(tmp_path):
    stock, path, out = folder(tmp_path / "stock", {"1.png": picture(1)}), tmp_path / "list.sqlite", tmp_path / "r.jsonl"
    path.write_text("first")
    makes = iter([make_stub, make_other_list])
    engine = Inline(lambda: next(makes)())  # noqa: PLW0108
    with Session(Order(stock, (out,), day=DAY, lang="en"), Settings(list_path=path), make_stub, engine) as session:
        before = session.listing()
        session.run()
        assert json.loads(out.read_text("utf-8"))["verdict"] == "agrees"
        path.unlink()
        path.write_text("second")
        assert session.listing() != before
        session.run()
        assert json.loads(out.read_text("utf-8"))["verdict"] == "conflicts"
