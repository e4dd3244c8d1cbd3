"""The page's scripts: modules that import each other in a circle run in an order that nobody sees."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "api" / "static"
IMPORT = re.compile(r'(?:from|import)\s*\(?\s*"\./([\w-]+\.js)"')


def test_no_script_imports_itself_by_way_of_others():
    imports = {file.name: set(IMPORT.findall(file.read_text("utf-8"))) for file in STATIC.glob("*.js")}
    assert imports["app.js"] >= {"form.js", "queue.js"}
    order = list(TopologicalSorter(imports).static_order())  # raises CycleError
    assert order.index("form.js") < order.index("app.js")
    assert set(order) == set(imports)
