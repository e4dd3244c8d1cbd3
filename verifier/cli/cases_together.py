"""What `mokcheck cases` tells of all cases together: another list, what products share, a month."""

from __future__ import annotations

import json
from datetime import date

import click

from verifier import days
from verifier.cli import lang_option, list_option, settings_from_environment, with_list
from verifier.cli.case_store import (
    CHANGED,
    by_option,
    ending_of,
    json_option,
    now,
    opened,
    out_option,
    store_option,
    who_is,
)
from verifier.cli.days import day_option
from verifier.cli.keep import new_file, write_new
from verifier.cli.show import plain
from verifier.errors import BadRequest, NoList
from verifier.messages.cases import say
from verifier.messages.listing import say as list_say


@click.command()
@list_option
@click.option("--on", type=day_option, metavar="DATE", help="Judge as of this day. Default: today, in Thailand.")
@json_option
@store_option
@by_option
@lang_option
def affected(
    *, list_path: str | None, on: date | None, as_json: bool, folder: str | None, by: str, lang: str | None
) -> int:
    """Tell which cases another list changes: licences that ended since, other verdicts. No pixel is needed.

    Exit code: 0 none, 10 some.
    """
    settings = with_list(settings_from_environment(), list_path)
    if settings.list_location is None:
        raise NoList("name the new list with --list")

    from verifier.cases.affected import affected as again  # noqa: PLC0415
    from verifier.cases.affected import affected_to_plain  # noqa: PLC0415
    from verifier.registry.open import open_registry  # noqa: PLC0415

    store, lang = opened(folder), lang or "th"
    found = store.find(who=who_is(by), at=now())
    count = 0
    for one in again(store.files, found, open_registry(settings.list_location), on or days.today()):
        count += 1
        if as_json:
            click.echo(json.dumps(affected_to_plain(one), ensure_ascii=False))
            continue
        click.echo(plain(f"{one.case.id}  {one.case.place.name}  {one.product.name}"))
        if one.unread:
            click.echo(f"  {say('affected.unread', lang)}")
        elif one.again.then != one.again.today:
            then, today = (say(f"verdict.{verdict}", lang) for verdict in (one.again.then, one.again.today))
            click.echo(f"  {say('affected.verdict', lang, then=then, today=today)}")
        for ended in one.again.ended:
            before, after = (list_say(f"status.{status}", lang) for status in (ended.before, ended.now))
            told = say("affected.ended", lang, licence=ended.licence, holder=ended.holder, before=before, now=after)
            click.echo(plain(f"  {told}"))
    if not count and not as_json:
        click.echo(say("affected.none", lang))
    return CHANGED if count else 0


@click.command()
@click.option("--out", metavar="OUT.csv|.svg", help="Write the map as a table or a picture.")
@store_option
@by_option
@lang_option
def links(out: str | None, folder: str | None, by: str, lang: str | None) -> int:
    """Show which QR ids, licences, look-alike links and labels several products bear, contradictions (!) first."""
    from verifier.cases.links import links as shared  # noqa: PLC0415
    from verifier.cases.picture import called, draw  # noqa: PLC0415
    from verifier.cases.tables import links_csv  # noqa: PLC0415

    store, lang = opened(folder), lang or "th"
    path = new_file(out, ending_of(out, ".csv", ".svg")) if out else None
    found = shared(store, who_is(by), now())
    if path is not None:
        write_new(path, links_csv(found) if path.suffix.lower() == ".csv" else draw(found, lang).encode())
        click.echo(say("wrote", lang, path=out), err=True)
        return 0
    for one in found:
        counts = {name: getattr(one, name) for name in ("products", "shops", "firms", "categories")}
        sign = "!" if one.contradicts else " "
        click.echo(plain(f"{sign} {called(one, lang)}: {say('links.counts', lang, **counts)}"))
    if not found:
        click.echo(say("links.none", lang))
    return 0


@click.command()
@click.argument("month", metavar="YYYY-MM")
@out_option("OUT.xlsx|.pdf")
@store_option
@by_option
@lang_option
def summary(month: str, out: str, folder: str | None, by: str, lang: str | None) -> int:
    """Write the figures of a month by standard, leading finding, district and shop; a Buddhist year is understood."""
    from verifier.cases.sheets import summary_pdf  # noqa: PLC0415
    from verifier.cases.summary import month_of, summarise  # noqa: PLC0415
    from verifier.cases.tables import summary_xlsx  # noqa: PLC0415

    path, lang = new_file(out, ending_of(out, ".xlsx", ".pdf")), lang or "th"
    try:
        wanted = month_of(month)
    except ValueError as error:
        raise BadRequest(f"{month!r} is not of the form YYYY-MM") from error
    found = opened(folder).find(who=who_is(by), at=now(), since=f"{wanted}-01", until=f"{wanted}-31")
    made = summarise(found, wanted)
    write_new(path, summary_pdf(made, lang, at=now()) if path.suffix.lower() == ".pdf" else summary_xlsx(made, lang))
    click.echo(say("wrote", lang, path=out), err=True)
    return 0
