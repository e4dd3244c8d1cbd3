"""Cases: each command and option is documented, each word is of its language, and none is left over."""

import re
import tomllib
from pathlib import Path

import click

from api.problems import problem_classes
from verifier.cli.cases import cases
from verifier.messages.case_page import WORDS as PAGE_WORDS
from verifier.messages.cases import WORDS

ROOT = Path(__file__).resolve().parents[2]
CLI = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
THAI = re.compile("[\u0e00-\u0e7f]")


def test_every_command_and_option_is_documented():
    section = CLI.split("\n## mokcheck cases\n")[1].split("\n## ")[0]
    for name, command in cases.commands.items():
        (line,) = (line for line in section.splitlines() if line.startswith(f"mokcheck cases {name} "))
        for parameter in command.params:
            for shown in parameter.opts if isinstance(parameter, click.Option) else [parameter.metavar]:
                assert shown in line, f"{name} {shown}"
                assert not isinstance(parameter, click.Option) or parameter.help, shown


def test_words_are_of_their_language_and_have_the_same_places():
    for key, (th, en) in [*WORDS.items(), *PAGE_WORDS.items()]:
        assert (THAI.search(th) or th == en) and not THAI.search(en), key
        assert sorted(re.findall(r"\{\w+\}", th)) == sorted(re.findall(r"\{\w+\}", en)), key


def test_no_word_is_left_over():
    folders = (ROOT / "verifier" / "cases", ROOT / "verifier" / "cli")
    source = "".join(path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py"))
    made = ("verdict.", "kind.", "count.", "links.")  # of what is counted, and of kinds
    left = {key: key.partition(".")[2] for key in WORDS if not key.startswith(made)}
    assert [key for key, last in left.items() if not re.search(f"[\"'](?:{re.escape(key)}|{last})[\"']", source)] == []


def test_the_sources_of_the_sheets_ship_with_the_package():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shipped = settings["tool"]["setuptools"]["package-data"]["verifier"]
    found = {path.name for pattern in shipped for path in (ROOT / "verifier").glob(pattern)}
    assert {"case.typ", "summary.typ", "form.typ"} <= found


def test_no_word_of_the_page_is_left_over_or_missing():
    files = [ROOT / "api" / "templates" / "case.html", *(ROOT / "api" / "static" / "case").glob("*.js")]
    source = "".join(path.read_text("utf-8") for path in (*files, ROOT / "api" / "routes" / "case_page.py"))
    made = {f"case.own.{verdict}" for verdict in ("agrees", "conflicts", "cannot_tell")}
    made |= {f"case.kind.{kind}" for kind in ("shop", "stall")}
    made |= {f"case.remove.{state}" for state in ("sent", "lost", "unsent")}
    states = ("draft", "changed", "waiting", "sending", "sent", "closed", "ask", "problem", "lost")
    made |= {f"case.state.{state}" for state in states}
    made |= {f"case.part.{side}" for side in ("left", "top", "right", "bottom")}
    made |= {f"case.facts.does.{number}" for number in range(1, 4)}
    made |= {f"case.facts.not.{number}" for number in range(1, 8)}
    used = set(re.findall(r"[\"'`](case(?:\.\w+)*)[\"'`]", source))
    assert set(PAGE_WORDS) - used - made == set()
    codes = {problem.code for problem in problem_classes()}
    assert used - set(PAGE_WORDS) - codes == {"case.html"}
