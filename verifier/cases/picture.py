"""The map of what products share, as a picture: shops on the left, shared things on the right, a line a product.

SVG 1.1 with texts, shapes and nothing else: no script, no link, no font from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from verifier.cases.links import Shared
from verifier.messages.cases import say

ROW_PX, WIDTH_PX, LEFT_PX, RIGHT_PX, TOP_PX = 26, 1200, 420, 760, 70
LONGEST = 52
CONTRADICTS, PLAIN = "#c4161c", "#0054a6"
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)), "�")


def draw(found: Sequence[Shared], lang: str) -> str:
    """The picture, in `th` or `en`; the same text for the same links."""
    shops: dict[tuple[str, str], int] = {}
    for one in found:
        for case, _ in one.members:
            shops.setdefault((case.place.name, case.place.address), len(shops))
    height = TOP_PX + ROW_PX * max(len(shops), 2 * len(found), 1) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {height}" width="{WIDTH_PX}" '
        f'height="{height}" font-family="sans-serif" font-size="14" role="img">',
        f"<title>{_text(say('links.title', lang))}</title>",
        f'<rect width="{WIDTH_PX}" height="{height}" fill="#ffffff"/>',
        f'<text x="20" y="32" font-size="20">{_text(say("links.title", lang))}</text>',
    ]
    for row, one in enumerate(found):
        y, colour = _middle(2 * row), CONTRADICTS if one.contradicts else PLAIN
        for shop in sorted({shops[case.place.name, case.place.address] for case, _ in one.members}):
            bend = (LEFT_PX + RIGHT_PX) // 2
            curve = f"M {LEFT_PX} {_middle(shop)} C {bend} {_middle(shop)} {bend} {y} {RIGHT_PX} {y}"
            parts.append(f'<path d="{curve}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        counts = say("links.counts", lang, **_counts(one))
        counts += f" ({say('links.hidden', lang, hidden=one.hidden)})" if one.hidden else ""
        parts.append(f'<circle cx="{RIGHT_PX}" cy="{y}" r="5" fill="{colour}"/>')
        parts.append(f'<text x="{RIGHT_PX + 12}" y="{y + 1}" fill="{colour}">{_text(called(one, lang))}</text>')
        parts.append(
            f'<text x="{RIGHT_PX + 12}" y="{y + 17}" font-size="11" fill="#444444">{_text(counts, 140)}</text>'
        )
    for (name, _), row in shops.items():
        y = _middle(row)
        parts.append(f'<circle cx="{LEFT_PX}" cy="{y}" r="4" fill="#222222"/>')
        parts.append(f'<text x="{LEFT_PX - 12}" y="{y + 5}" text-anchor="end" fill="#222222">{_text(name)}</text>')
    if not found:
        parts.append(f'<text x="20" y="{TOP_PX}">{_text(say("links.none", lang))}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def called(shared: Shared, lang: str) -> str:
    """A shared thing in words."""
    return say(f"links.{shared.kind}", lang, value=shared.value)


def _counts(shared: Shared) -> dict[str, int]:
    return {name: getattr(shared, name) for name in ("products", "shops", "firms", "categories")}


def _middle(row: int) -> int:
    return TOP_PX + ROW_PX * row


def _text(text: str, longest: int = LONGEST) -> str:
    text = text.translate(_CONTROL)
    return escape(text if len(text) <= longest else f"{text[: longest - 1]}…")
