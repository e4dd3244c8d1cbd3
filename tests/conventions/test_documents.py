"""Documents lead somewhere: links, anchors and pages named in code exist; the two READMEs say the same."""

import re
import runpy
from pathlib import Path

import pytest

from bench.__main__ import known

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = {".venv", ".git", ".cache", "node_modules", "build", "dist"}
LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+(?:\([^()\s]*\))?)\)")
NAMED = re.compile(
    r"(?<![\w./-])((?:docs|samples|scripts|models|verifier|tests|bench|api)/[\w./-]+\.(?:md|json|csv|py|sh|toml|jpg|png))"
)


def files(*patterns: str) -> list[Path]:
    found = [path for pattern in patterns for path in ROOT.rglob(pattern)]
    return sorted(path for path in found if not SKIPPED & set(path.relative_to(ROOT).parts))


DOCUMENTS = files("*.md")
WRAP_DOCS = runpy.run_path(str(ROOT / "scripts" / "wrap_docs.py"))
CODE = [
    *files("*.py", "*.sh", "*.toml", "*.html", "*.js", "*.json"),
    ROOT / "Makefile",
    ROOT / "Dockerfile",
    ROOT / ".ci" / "run",
]


def prose(path: Path) -> str:
    """A document without its code."""
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower().replace(" ", "-") for heading in headings}


def dead(path: Path) -> list[str]:
    """Links of a document that lead nowhere in this repository; those that leave it are not followed."""
    lost = []
    for target in LINK.findall(prose(path)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        place = (path.parent / name).resolve() if name else path
        if not place.exists() or (anchor and place.suffix == ".md" and anchor not in anchors(place)):
            lost.append(target)
    return lost


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_is_dead(path):
    assert dead(path) == []


def test_a_dead_link_would_be_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# A b\n[x](none.md) ![x](none.png) [x](page.md#c) [ok](page.md#a-b) [ok](#a-b) `[x](in code)`", "utf-8"
    )
    assert dead(page) == ["none.md", "none.png", "page.md#c"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_line_of_prose_is_too_wide(path):
    text = path.read_text("utf-8")
    assert WRAP_DOCS["wrapped"](text) == text, f"run: python scripts/wrap_docs.py {path.relative_to(ROOT)}"


def test_only_prose_that_is_too_wide_is_wrapped():
    words, item = " ".join(["word"] * 30), " ".join(["กี่"] * 40)
    code, table = f"```\n{words}\n```", f"| {words} |\n|---|"
    kept = f"# {words}\n\nshort\nlines\n\n{code}\n\n{table}\n![{words}](x.png)\n* {item}\n"
    assert WRAP_DOCS["wrapped"](kept) == kept
    wide = f"{words}\n* {words} `{words}`\n  {words}\n"
    lines = WRAP_DOCS["wrapped"](wide).splitlines()
    assert [line[:6] for line in lines] == ["word w", "word w", "* word", "  word", "  `wor", "  word", "  word"]
    assert all(len(line) <= 120 for line in lines if "`" not in line) and f"`{words}`" in "\n".join(lines)


def test_files_named_in_code_and_documents_exist():
    named = {(path, name) for path in [*CODE, *DOCUMENTS] for name in NAMED.findall(path.read_text("utf-8"))}
    assert len(named) > 20
    assert [f"{path.relative_to(ROOT)}: {name}" for path, name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_page_can_be_reached_from_the_readme():
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or not page.exists():
            continue
        seen.add(page)
        if page.is_dir():
            ahead += page.glob("*.md")
        elif page.suffix == ".md":
            targets = (
                target.partition("#")[0] for target in LINK.findall(prose(page)) if not re.match(r"[a-z]+:", target)
            )
            ahead += [(page.parent / target).resolve() for target in targets if target]
    pages = {path for path in DOCUMENTS if path.is_relative_to(ROOT / "docs")}
    assert [str(path.relative_to(ROOT)) for path in sorted(pages - seen)] == []


def test_every_decision_is_in_the_index_under_its_title_and_says_when_it_was_made():
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert len(decisions) > 10
    for path in decisions:
        number, title = re.match(r"# (\d+)\. (.+)\n\n\*20\d\d-\d\d", path.read_text("utf-8")).groups()
        assert f"| {number} | [{title}](adr/{path.name}) |" in index and path.name.startswith(f"{number:0>4}-")


def test_every_benchmark_is_documented():
    page = (ROOT / "docs" / "reference" / "benchmarks.md").read_text("utf-8")
    assert set(re.findall(r"^\| `python -m bench (\w+)`", page, re.MULTILINE)) == set(known()) != set()


def skeleton(path: Path) -> dict[str, list[str]]:
    """What two languages share: links, commands, headings by depth, items, and everything in backquotes."""
    text = path.read_text("utf-8")
    blocks = re.findall(r"^```(?:sh|python)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return {
        "links": [target for target in LINK.findall(text) if not target.startswith("README")],
        "commands": [line.partition("  #")[0].rstrip() for block in blocks for line in block.splitlines()],
        "headings": list(re.findall(r"^(#+) ", text, re.MULTILINE)),
        "items": re.findall(r"^(\*|\|) ", text, re.MULTILINE),
        "names": sorted(set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)))),
    }


def test_the_two_readmes_are_twins():
    assert skeleton(ROOT / "README.th.md") == skeleton(ROOT / "README.md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_row_of_a_table_has_all_its_cells(document):
    wide = None
    for line in re.sub(r"(?ms)^ *```.*?^ *```", "", document.read_text("utf-8")).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
        assert wide is None or cells in (None, wide), line
        wide = cells
