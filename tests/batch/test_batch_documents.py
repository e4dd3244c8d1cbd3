"""The reference of a stock's results names every column, finding and reason there is."""

import re

from tests.conftest import ROOT
from verifier.batch.plan import Grouping
from verifier.batch.results import SUFFIXES
from verifier.batch.results.columns import COLUMNS, MACHINE
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
