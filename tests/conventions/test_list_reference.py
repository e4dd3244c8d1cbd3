"""The pages on lists name every command, option, column and reason; what is missing fails here."""

import re
from pathlib import Path

import click

from verifier.cli.registry import registry
from verifier.messages.listing import WORDS
from verifier.product_table import check as table_check
from verifier.product_table import row as table_row
from verifier.product_table.columns import FIELDS
from verifier.product_table.write import ADDED
from verifier.registry import catalogue_update, cells, columns, importer, licence_rows
from verifier.registry.columns import READERS

DOCS = Path(__file__).resolve().parents[2] / "docs"
COMMANDS = (DOCS / "reference" / "registry.md").read_text("utf-8")
FORMAT = (DOCS / "reference" / "list-format.md").read_text("utf-8")
HOW_TO = (DOCS / "how-to" / "build-a-list.md").read_text("utf-8")
COMMON = {"--lang", "--list", "--help"}


def options(command):
    return {name for p in command.params if isinstance(p, click.Option) for name in p.opts if name.startswith("--")}


def test_every_command_and_option_is_documented():
    for name, command in registry.commands.items():
        section = COMMANDS.split(f"\n## {name}" if name != "resolve-qr" else "\n## sync")[1].split("\n## ")[0]
        inner = command.commands.values() if isinstance(command, click.Group) else [command]
        for one in inner:
            assert f"mokcheck registry {name}" in section
            for option in options(one) - COMMON:
                assert option in section, f"{name} {option}"


def test_no_page_names_an_option_that_is_not_there():
    known = COMMON.union(
        *(options(c) for g in registry.commands.values() for c in getattr(g, "commands", {"": g}).values())
    )
    for page in (COMMANDS, HOW_TO, FORMAT):
        assert set(re.findall(r"--[a-z][a-z-]+", page)) <= known | {"--from", "--list"}


def test_every_column_is_documented_and_worded():
    for name in READERS:
        assert f"`{name}`" in FORMAT and name in WORDS


def test_every_reason_is_documented_and_worded():
    sources = (
        Path(module.__file__).read_text("utf-8")
        for module in (cells, columns, importer, licence_rows, catalogue_update)
    )
    found = set().union(
        *(
            re.findall(r'"((?:cell|row|licence|standard|status|licence_type|qr_id|date|suspension)\.\w+)"', s)
            for s in sources
        )
    )
    assert len(found) >= 11
    for reason in found | {"duplicate", "contradiction", "shared_qr"}:
        assert f"`{reason}`" in FORMAT and reason in WORDS, reason


def test_every_field_column_and_reason_of_a_product_table_is_documented_and_worded():
    page = (DOCS / "how-to" / "check-a-product-table.md").read_text("utf-8")
    for name in FIELDS:
        assert f"| `{name}` |" in page and name in WORDS
    assert all(f"`mokcheck_{name}`" in page for name in ADDED)
    sources = "".join(Path(module.__file__).read_text("utf-8") for module in (table_row, table_check))
    reasons = set(re.findall(r'"((?:cell|row|qr|category)\.\w+)"', sources))
    reasons |= {f"{name}.unreadable" for name in ("standard", "licence")}
    assert len(reasons) >= 6
    for reason in reasons:
        assert f"`{reason}`" in page and reason in WORDS, reason
