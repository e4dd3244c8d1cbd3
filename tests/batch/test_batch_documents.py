"""The reference of a stock's results names every column, finding and reason there is."""

import re

from click.testing import CliRunner

from tests.conftest import ROOT
from verifier.batch.plan import Grouping
from verifier.batch.results import SUFFIXES
from verifier.batch.results.columns import COLUMNS, MACHINE
from verifier.cli import main
from verifier.messages import stock as words

REFERENCE = (ROOT / "docs" / "reference" / "stock.md").read_text("utf-8")
CLI = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
FIRST_CELLS = {
    name
    for cell in re.findall(r"^\| (`[^|]+`) \|", REFERENCE, re.MULTILINE)
    for name in re.findall(r"`([\w.]+)`", cell)
}


def test_every_column_finding_and_reason_is_documented():
    columns = {column.name for column in COLUMNS} | set(MACHINE) | {"day", "list"}
    codes = {key for key in words.WORDS if key.startswith(("stock.", "source."))}
    assert columns | codes == FIRST_CELLS


def test_every_kind_of_result_and_way_to_group_is_documented():
    section = CLI.split("## mokcheck batch")[1].split("\n## ")[0]
    assert all(suffix in section for suffix in SUFFIXES)
    assert "|".join(Grouping) in section


def test_a_product_table_that_names_photos_is_told_of_batch(tmp_path):
    table = tmp_path / "goods.csv"
    for heading, told in (("รูป", True), ("colour", False)):
        table.write_text(f"SKU,TIS Number,{heading}\nA,2879-2560,x\n", "utf-8")
        result = CliRunner().invoke(main, ["check", str(table), "--lang", "en", "--workers", "1"])
        assert result.exit_code == 0 and ("mokcheck batch" in result.stderr) is told


def test_who_names_an_empty_folder_is_told_that_nothing_is_there(tmp_path):
    (tmp_path / "photos").mkdir()
    for lang in ("th", "en"):
        named = ["--out", str(tmp_path / f"{lang}.csv"), "--workers", "1", "--lang", lang]
        result = CliRunner().invoke(main, ["batch", str(tmp_path / "photos"), *named])
        said = words.say("no_products", lang, source=tmp_path / "photos")
        assert result.exit_code == 0 and said in result.stderr
