"""The faults that are put into Python code: one exchanged comparison, condition, number, word, entry or statement each.

Left alone is what decides nothing: docstrings, annotations, decorators, error messages, what is imported or exported,
and the order of what a finding shows.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from bench.mutation.mutant import Mutant

COMPARED: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
WORDS_OF = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
RAISES_OR_SAYS_THE_SAME = {"say", "min", "max", "minimum", "maximum", "isinstance", "getattr", "print", "zip"}
SAME_EITHER_WAY = {
    "distance",
    "transposed_distance",
    "likeness",
    "nearly",
    "_off_by",
    "dist",
    "hypot",
    "_one_replaced",
    "_same_place",
}
"""Measures of how far two things are apart: a property holds that they say the same of both orders."""
ORDER_IS_FREE = RAISES_OR_SAYS_THE_SAME | SAME_EITHER_WAY
"""Calls of which two exchanged arguments say the same, or raise whatever is tested."""
SMALL = 10
"""Whole numbers from here on are doubled, smaller ones get one more or one less."""
FEW_WORDS = 4
"""A text of at least this many words, given to a name of the module, is a list of words."""

HANDED_ON = (ast.For, ast.comprehension, ast.Return, ast.Assign)
"""Where two or three values in brackets are several values handed on together, not a list."""


class Source:
    """One Python file, its tree, and where its nodes stand in bytes."""

    def __init__(self, file: str, data: bytes) -> None:
        self.file, self.data = file, data
        self.tree = ast.parse(data)
        self._lines = [0]
        for line in data.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        self._silent = {id(inner) for node in ast.walk(self.tree) for root in _silent(node) for inner in ast.walk(root)}

    def nodes(self) -> Iterator[ast.AST]:
        """All nodes that decide something."""
        return (node for node in ast.walk(self.tree) if id(node) not in self._silent and hasattr(node, "lineno"))

    def parent(self, node: ast.AST) -> ast.AST | None:
        return self._parents.get(node)

    def is_index(self, node: ast.AST) -> bool:
        """Whether a node counts places of a sequence: `text[-1]`, `text[:120]`."""
        above: ast.AST | None = node
        while isinstance(above, ast.Constant | ast.UnaryOp | ast.Slice):
            above = self.parent(above)
        return isinstance(above, ast.Subscript)

    def at(self, line: int, column: int) -> int:
        """The byte at which a line (from 1) and a column (in bytes) stand."""
        return self._lines[line - 1] + column

    def span(self, node: ast.AST) -> tuple[int, int]:
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def text(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.data[start:end].decode()

    def mutant(self, kind: str, node: ast.AST, new: str) -> Mutant:
        return Mutant(kind, self.file, *self.span(node), new)


def of_python(file: str, data: bytes) -> Iterator[Mutant]:
    """Every fault that can be put into a Python file."""
    source = Source(file, data)
    for node in source.nodes():
        for make in (_compared, _operand, _negated, _number, _truth, _entry, _returned, _swapped, _dropped):
            yield from (mutant for mutant in make(source, node) if mutant.applied(data) != data)
    yield from _words(source)


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that decide nothing."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node, clean=False):
        yield node.body[0]
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield from node.decorator_list
    if isinstance(node, ast.FunctionDef) and node.returns:
        yield node.returns
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield node.annotation
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
        yield node
    if isinstance(node, ast.JoinedStr | ast.Raise | ast.Import | ast.ImportFrom):
        yield node  # places within an f-string are not told before Python 3.12
    if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
        yield node
    if isinstance(node, ast.keyword) and node.arg == "strict":
        yield node  # of `zip`: raises where lengths differ, which they never do
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("field", "TypeVar"):
        yield node
    if isinstance(node, ast.FunctionDef) and _says_nothing(node):
        yield node


def _says_nothing(node: ast.FunctionDef) -> bool:
    """Whether a function is a protocol's, whose body is `...`."""
    last = node.body[-1]
    return isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant) and last.value.value is ...


def _compared(source: Source, node: ast.AST) -> Iterator[Mutant]:
    if not isinstance(node, ast.Compare):
        return
    sides = [node.left, *node.comparators]
    for index, op in enumerate(node.ops):
        for other in COMPARED[type(op)]:
            words = [WORDS_OF[type(o)] for o in node.ops]
            words[index] = other
            texts = [f"({ast.unparse(side)})" for side in sides]
            new = texts[0] + "".join(f" {word} {text}" for word, text in zip(words, texts[1:], strict=True))
            yield source.mutant("comparison", node, f"({new})")


def _operand(source: Source, node: ast.AST) -> Iterator[Mutant]:
    if isinstance(node, ast.BoolOp):
        for index in range(len(node.values)):
            rest = [value for k, value in enumerate(node.values) if k != index]
            left = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
            yield source.mutant("operand", node, f"({ast.unparse(left)})")


def _negated(source: Source, node: ast.AST) -> Iterator[Mutant]:
    tests = [node.test] if isinstance(node, ast.If | ast.IfExp | ast.While) else []
    for test in tests:
        yield source.mutant("negation", test, f"(not ({ast.unparse(test)}))")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield source.mutant("negation", node, f"({ast.unparse(node.operand)})")
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        for test in (test for part in node.generators for test in part.ifs):
            yield source.mutant("filter", test, "True")


def _number(source: Source, node: ast.AST) -> Iterator[Mutant]:
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool) or source.is_index(node):
        return
    if isinstance(node.value, float):
        for other in near(node.value):
            yield source.mutant("number", node, repr(other))
    elif isinstance(node.value, int):
        for whole in (node.value - 1, node.value + 1) if node.value < SMALL else (node.value // 2, node.value * 2):
            if whole >= 0:
                yield source.mutant("number", node, str(whole))


def near(value: float) -> Iterator[float]:
    """The values that a threshold is set to instead: half of it, and twice; of a share, half the way to 1."""
    yield round(value / 2, 6)
    yield round((1 + value) / 2 if 0.5 <= value < 1 else value * 2, 6)


def _truth(source: Source, node: ast.AST) -> Iterator[Mutant]:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield source.mutant("truth", node, str(not node.value))


def _entry(source: Source, node: ast.AST) -> Iterator[Mutant]:
    if isinstance(node, ast.Tuple | ast.List | ast.Set) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        marks = {ast.Tuple: "()", ast.List: "[]", ast.Set: "{}"}[type(node)]
        parent = source.parent(node)
        if isinstance(parent, ast.Subscript | ast.Match) or (isinstance(parent, HANDED_ON) and not _listed(node)):
            return
        for index in range(len(node.elts)) if len(node.elts) > 1 else ():
            rest = [ast.unparse(e) for k, e in enumerate(node.elts) if k != index]
            comma = "," if isinstance(node, ast.Tuple) and len(rest) == 1 else ""
            yield source.mutant("entry", node, marks[0] + ", ".join(rest) + comma + marks[1])
    if isinstance(node, ast.Dict) and len(node.keys) > 1:
        for index in range(len(node.keys)):
            kept = [k for k in range(len(node.keys)) if k != index]
            new = ast.unparse(ast.Dict([node.keys[k] for k in kept], [node.values[k] for k in kept]))
            yield source.mutant("entry", node, new)


def _listed(node: ast.Tuple | ast.List | ast.Set) -> bool:
    """Whether this is a list of things of one sort, not several values handed on together."""
    return len(node.elts) > 2 or isinstance(node, ast.Set) or all(isinstance(e, ast.Constant) for e in node.elts)


def _returned(source: Source, node: ast.AST) -> Iterator[Mutant]:
    """A function that gives nothing back, at once or at one of its ends. `_truth` turns `False` round."""
    if isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) not in ("None", "False"):
        yield source.mutant("return", node, "return None")
    if isinstance(node, ast.FunctionDef) and len(node.body) > 1:
        first = node.body[1] if ast.get_docstring(node) is not None else node.body[0]
        start, _ = source.span(first)
        indent = " " * first.col_offset
        yield Mutant("return", source.file, start, start, f"return None\n{indent}")


def _swapped(source: Source, node: ast.AST) -> Iterator[Mutant]:
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    one, other = node.args[:2]
    if name in ORDER_IS_FREE or isinstance(one, ast.Starred) or isinstance(other, ast.Starred):
        return
    call = ast.Call(node.func, [other, one, *node.args[2:]], node.keywords)
    yield source.mutant("arguments", node, f"{ast.unparse(call)}")


def _dropped(source: Source, node: ast.AST) -> Iterator[Mutant]:
    """A statement left out."""
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Continue | ast.Break):
        inside = isinstance(source.parent(node), ast.FunctionDef | ast.If | ast.For | ast.While | ast.Try)
        if inside:
            yield source.mutant("statement", node, "pass")


def _words(source: Source) -> Iterator[Mutant]:
    """One way out of a pattern's several (`a|b`), or one word out of a list of words."""
    spans = [
        source.span(n) for n in ast.walk(source.tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
    ]
    listed = {
        id_: source.span(value)
        for id_, value in enumerate(n.value for n in source.tree.body if isinstance(n, ast.Assign))
    }
    for token in tokenize.tokenize(io.BytesIO(source.data).readline):
        if token.type != tokenize.STRING:
            continue
        start = source.at(
            token.start[0], len(token.line[: token.start[1]].encode()) if token.start[0] == token.end[0] else 0
        )
        end = start + len(token.string.encode())
        if any(a <= start < b for a, b in spans) or token.start[0] != token.end[0]:
            continue
        text = token.string
        yield from (_cut(source, start, text, span) for span in alternatives(text))
        words = list(re.finditer(r"[^\s\"']+ ?", text[1:-1]))
        in_list = any(a <= start < b for a, b in listed.values())
        if in_list and len(words) >= FEW_WORDS and not re.search(r"[\\|\[\]{}()*?]", text) and end > start:
            for word in words:
                yield _cut(source, start, text, (word.start() + 1, word.end() + 1))


def _cut(source: Source, start: int, text: str, span: tuple[int, int]) -> Mutant:
    """A piece taken out of a text that stands at a byte of the file."""
    first, last = (start + len(text[:at].encode()) for at in span)
    return Mutant("alternative", source.file, first, last, "")


def alternatives(literal: str) -> Iterator[tuple[int, int]]:
    """From where to where each alternative of a pattern stands, with one of the `|` around it.

    `literal`: a pattern as it is written in Python, quotes and all.
    """
    whole = re.fullmatch(r"""(?P<open>\w*(?:\"{3}|'{3}|["']))(?P<pattern>.*?)(?:\"{3}|'{3}|["'])""", literal, re.DOTALL)
    assert whole is not None
    pattern, stack, opened = literal[: whole.end("pattern")], [list[int]()], [whole.start("pattern")]
    in_class = False
    at = whole.start("pattern")
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 2
            continue
        if in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char == "(":
            stack.append([])
            group = re.match(r"\((?:\?(?:P<\w+>|[imsx]*:|<?[=!]))?", pattern[at:])
            opened.append(at + group.end() if group else at)
        elif char == "|":
            stack[-1].append(at)
        elif char == ")" and len(stack) > 1:
            yield from _between(stack.pop(), opened.pop(), at)
        at += 1
    yield from _between(stack[0], opened[0], len(pattern))


def _between(bars: list[int], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the alternatives between where a group begins, the bars inside it, and where it ends; none is empty."""
    if bars and len({begin - 1, *bars, end}) == len(bars) + 2 and end - begin > 2 * len(bars):
        yield begin, bars[0] + 1
        yield from zip(bars, [*bars[1:], end], strict=True)
