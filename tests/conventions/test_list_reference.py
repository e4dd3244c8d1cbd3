"""The pages on lists name every command, option, column and reason; what is missing fails here."""

import re
from pathlib import Path

import click

from verifier.cli.registry import registry
from verifier.messages.listing import WORDS
from verifier.registry import catalogue_update, cells, columns, importer
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
        assert set(re.findall(r"--[a-z][a-z-]+", page)) <= known | {"--from"}


def test_every_column_is_documented_and_worded():
    for name in READERS:
        assert f"`{name}`" in FORMAT and name in WORDS


def test_every_reason_is_documented_and_worded():
    sources = (Path(module.__file__).read_text("utf-8") for module in (cells, columns, importer, catalogue_update))
    found = set().union(
        *(
            re.findall(r'"((?:cell|row|licence|standard|status|licence_type|qr_id|date|suspension)\.\w+)"', s)
            for s in sources
        )
    )
    assert len(found) >= 11
    for reason in found | {"duplicate", "contradiction", "shared_qr"}:
        assert f"`{reason}`" in FORMAT and reason in WORDS, reason
