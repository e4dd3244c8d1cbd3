"""A summary as one HTML file that opens from disk: no script, no network, plots drawn as SVG in the page itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path

from verifier import messages
from verifier.batch.results.rows import REASONS_COUNTED, SUPPLIERS_COUNTED, Counts, Stock
from verifier.domain import VerdictKind
from verifier.messages import stock as words

COLOURS = {VerdictKind.AGREES: "#1B7F3B", VerdictKind.CONFLICTS: "#B3261E", VerdictKind.CANNOT_TELL: "#B98900"}
PATTERNS = {VerdictKind.AGREES: "solid", VerdictKind.CONFLICTS: "stripes", VerdictKind.CANNOT_TELL: "dots"}
"""Verdicts are told apart without colour too."""
WIDTH, BAR, GAP, NAMES = 860, 26, 10, 300
"""Pixels: of a plot, of a bar's height, between bars, for their names."""
DAYS_SHOWN = 60
NAME_CHARACTERS = 40
STYLE = """
body{font:16px/1.5 Sarabun,'Noto Sans Thai',Tahoma,sans-serif;margin:2rem auto;max-width:56rem;padding:0 1rem;
color:#14242b;background:#fff}
h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
.facts{color:#42555d;margin:0 0 1.5rem}.cards{display:flex;gap:1rem;flex-wrap:wrap}
.card{flex:1 1 12rem;border:1px solid #cfd8dc;border-left:.5rem solid;border-radius:.5rem;padding:.8rem 1rem}
.card b{font-size:2rem;display:block;line-height:1.2}
.note{border-left:.25rem solid #90a4ae;padding:.2rem .8rem;color:#42555d}
svg{width:100%;height:auto;display:block}.plot{overflow-x:auto}.plot svg{min-width:42rem}
svg text{font:14px Sarabun,'Noto Sans Thai',Tahoma,sans-serif;fill:#14242b}
ol{padding-left:1.6rem}li{margin:.25rem 0}.n{font-variant-numeric:tabular-nums;color:#42555d}
@media print{body{margin:0}.plot svg{min-width:0}}
"""
DEFS = """<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>
<pattern id="stripes" width="8" height="8" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
<rect width="8" height="8" fill="#B3261E"/><rect width="3" height="8" fill="#D9756F"/></pattern>
<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse">
<rect width="8" height="8" fill="#B98900"/><circle cx="4" cy="4" r="1.8" fill="#FBEFC8"/></pattern></defs></svg>"""


def write_page(stock: Stock, path: Path, lang: str) -> None:
    """The summary at `path`."""
    path.write_text(page(stock, lang), "utf-8", errors="backslashreplace")


def page(stock: Stock, lang: str) -> str:
    """The summary as one HTML text."""
    counts = stock.counts(lang)
    title = words.say("title", lang, source=stock.source)
    parts = [
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<style>{STYLE}</style></head><body>{DEFS}<main><h1>{escape(title)}</h1>",
        f'<p class="facts">{escape(_facts(stock, counts, lang))}</p>',
        _cards(counts, lang),
        f'<p class="note">{escape(words.say("sum.caveat", lang))}</p>',
    ]
    if counts.reasons:
        parts += [f"<h2>{escape(words.say('sum.reasons', lang))}</h2>", _reasons(counts)]
    for key, groups, most in (
        ("sum.suppliers", counts.suppliers, SUPPLIERS_COUNTED),
        ("sum.timeline", counts.days, DAYS_SHOWN),
    ):
        if set(groups) - {""}:
            named = _ordered(groups, key, most, lang)
            parts += [f"<h2>{escape(words.say(key, lang))}</h2>", _bars(named, words.say(key, lang), lang)]
    return "\n".join([*parts, "</main></body></html>\n"])


def _facts(stock: Stock, counts: Counts, lang: str) -> str:
    rows = (
        ("sum.day", messages.day(date.fromisoformat(stock.day), lang)),
        ("sum.list", stock.of_list(lang)),
        ("sum.products", f"{counts.verdicts.total():,}"),
        ("sum.photos", f"{counts.photos:,}"),
        ("sum.aside", f"{sum(1 for _ in stock.aside()):,}"),
        ("sum.unused", f"{sum(1 for _ in stock.unread()):,}"),
    )
    return " · ".join(f"{words.say(key, lang)} {value}" for key, value in rows)


def _cards(counts: Counts, lang: str) -> str:
    total = counts.verdicts.total() or 1
    cards = [
        f'<div class="card" style="border-left-color:{COLOURS[kind]}"><b>{counts.verdicts[kind]:,}</b>'
        f"{escape(words.verdict(kind, lang))} <span class=n>{100 * counts.verdicts[kind] / total:.0f} %</span></div>"
        for kind in VerdictKind
    ]
    whole = _bars({"": counts.verdicts}, words.say("sum.verdicts", lang), lang)
    return f'<div class="cards">{"".join(cards)}</div><h2>{escape(words.say("sum.verdicts", lang))}</h2>{whole}'


def _reasons(counts: Counts) -> str:
    items = "".join(
        f"<li>{escape(counts.examples[code])} <span class=n>({count:,})</span></li>"
        for code, count in counts.reasons.most_common(REASONS_COUNTED)
    )
    return f"<ol>{items}</ol>"


def _ordered(
    groups: Mapping[str, Counter[VerdictKind]], key: str, most: int, lang: str
) -> dict[str, Counter[VerdictKind]]:
    """Days in their order, the last ones; suppliers by how much does not agree."""
    if key == "sum.timeline":
        return {messages.day(date.fromisoformat(day), lang): groups[day] for day in sorted(groups)[-most:]}

    def weight(name: str) -> tuple[int, int, str]:
        return -groups[name][VerdictKind.CONFLICTS], -groups[name].total(), name

    return {name or words.say("sum.no_supplier", lang): groups[name] for name in sorted(groups, key=weight)[:most]}


def _bars(groups: Mapping[str, Counter[VerdictKind]], title: str, lang: str) -> str:
    """Stacked bars, one a group, as long as its products; figures stand in or behind them."""
    names = NAMES if any(groups) else 0
    most = max((counter.total() for counter in groups.values()), default=1) or 1
    scale = (WIDTH - names - 60) / most
    rows = []
    for at, (name, counter) in enumerate(groups.items()):
        y, x = at * (BAR + GAP), float(names)
        if names:
            short = name if len(name) <= NAME_CHARACTERS else f"{name[:NAME_CHARACTERS]}…"
            rows.append(f'<text x="{names - 10}" y="{y + 18}" text-anchor="end">{escape(short)}</text>')
        for kind in VerdictKind:
            width = counter[kind] * scale
            if width:
                fill = COLOURS[kind] if PATTERNS[kind] == "solid" else f"url(#{PATTERNS[kind]})"
                told = f"{name} {words.verdict(kind, lang)}: {counter[kind]:,}".strip()
                rows.append(
                    f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{fill}">'
                    f"<title>{escape(told)}</title></rect>"
                )
            x += width
        figures = " · ".join(f"{words.SIGNS[kind]} {counter[kind]:,}" for kind in VerdictKind if counter[kind])
        if names:
            figures = f"{counter.total():,}"
        rows.append(f'<text x="{x + 8:.1f}" y="{y + 18}">{escape(figures if names else f"{counter.total():,}")}</text>')
    height = max(1, len(groups)) * (BAR + GAP)
    plot = f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">{"".join(rows)}</svg>'
    return f'<div class="plot" tabindex="0">{plot}</div>'
