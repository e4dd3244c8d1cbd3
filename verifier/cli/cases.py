"""`mokcheck cases`: the operator's side of inspectors' cases, and what whoever got an export checks it with.

The commands work on the folder itself and reach every case; what they do stands in the trail under the name given.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from verifier import days
from verifier.cli import lang_option, settings_from_environment
from verifier.cli.case_store import (
    CHANGED,
    by_option,
    ending_of,
    json_option,
    now,
    opened,
    out_option,
    sign_option,
    store_option,
    who_is,
    why_option,
    work_of,
)
from verifier.cli.cases_together import affected, links, summary
from verifier.cli.keep import new_file, read_file, unlocked, write_new
from verifier.cli.show import plain
from verifier.messages.cases import say
from verifier.messages.evidence import say as evidence_say


@click.group()
def cases() -> None:
    """Keep inspectors' cases: search, export, hold, delete, check the trail; what they tell together."""


for command in (affected, links, summary):
    cases.add_command(command)


@cases.command("list")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@store_option
@by_option
@lang_option
def list_cases(words: Sequence[str], folder: str | None, by: str, lang: str | None) -> int:
    """Show the cases in which all words stand: id, day, last day kept, products, place."""
    for case in opened(folder).find(who=who_is(by), at=now(), text=" ".join(words)):
        held = f"  {evidence_say('store.held', lang or 'th')}" if case.held else ""
        held += f"  {say('closed', lang or 'th')}" if case.closed else ""
        day, last = days.today(case.inspected).isoformat(), case.keep_until.isoformat()
        click.echo(plain(f"{case.id}  {day}  {last}  {len(case.products):3}  {case.place.name}{held}"))
    return 0


@cases.command()
@click.argument("case_id", metavar="ID")
@out_option("OUT.zip|.pdf")
@sign_option
@store_option
@by_option
@lang_option
def export(*, case_id: str, out: str, sign: str | None, folder: str | None, by: str, lang: str | None) -> int:
    """Write a case as a zip that others can check, or as a PDF to print; the trail says who took it."""
    ending = ending_of(out, ".zip", ".pdf")
    path, lang = new_file(out, ending), lang or "th"
    key = None if sign is None else unlocked(Path(sign), lang)
    store = opened(folder)
    at, who = now(), who_is(by)

    from verifier.cases.export import export_case  # noqa: PLC0415
    from verifier.cases.sheets import case_pdf  # noqa: PLC0415

    case = store.read(case_id, who=who, at=at, did="export")
    if ending == ".zip":
        write_new(path, export_case(store, case, who=who, at=at, key=key))
    else:
        keys = [key.known] if key else []
        settings = settings_from_environment()
        write_new(path, case_pdf(store, case, lang, at=at, key=key, keys=keys, settings=settings))
    click.echo(say("wrote", lang, path=out), err=True)
    return 0


@cases.command()
@click.argument("file", metavar="FILE")
@click.option("--key", "keys", metavar="PUBLIC", multiple=True, help="A public key file to trust; several times.")
@json_option
@lang_option
def verify(file: str, keys: Sequence[str], as_json: bool, lang: str | None) -> int:
    """Check an exported case, and every bundle in it, without a network.

    Exit code: 0 whole and signed with a key given, 10 changed, 20 unsigned, or the key not given or revoked.
    """
    from verifier.cases.export import MAX_BYTES, check_case, lines_of  # noqa: PLC0415
    from verifier.evidence.check import told_doubt  # noqa: PLC0415
    from verifier.evidence.signing import load_public  # noqa: PLC0415

    data = read_file(file, MAX_BYTES + 1)
    checked = check_case(data, [load_public(Path(key)) for key in keys])
    if as_json:
        flaws = [{"code": flaw.code, "part": flaw.part, "detail": flaw.detail} for flaw in checked.flaws]
        case = checked.case.id if checked.case else None
        told = {"state": checked.state.name.lower(), "flaws": flaws, "doubts": list(checked.doubts), "case": case}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return int(checked.state)
    lang = lang or "th"
    click.echo(evidence_say(checked.headline, lang))
    for flaw in checked.flaws:
        click.echo(plain(f"  ✗ {flaw.part}: {evidence_say(flaw.code, lang)} {flaw.detail}".rstrip()))
    for doubt in checked.doubts:
        click.echo(plain(f"  - {told_doubt(doubt, checked.signer, lang)}"))
    if checked.signer is not None:
        click.echo(plain(f"  {checked.signer.fingerprint}  {checked.signer.name}".rstrip()))
    if checked.case and not checked.flaws:
        for line in lines_of(checked.case, lang):
            click.echo(plain(f"  {line}"))
    return int(checked.state)


@cases.command()
@click.argument("file", metavar="FILE")
@out_option("OUT.zip")
@click.option("--sign", required=True, metavar="KEYFILE", help="The officer's own key.")
@lang_option
def sign(file: str, out: str, sign: str, lang: str | None) -> int:
    """Sign an exported case with one's own key, in place of the service's; one that was changed is refused."""
    from verifier.cases.export import MAX_BYTES, sign_case  # noqa: PLC0415

    path, lang = new_file(out, ending_of(out, ".zip")), lang or "th"
    write_new(path, sign_case(read_file(file, MAX_BYTES + 1), unlocked(Path(sign), lang)))
    click.echo(say("wrote", lang, path=out), err=True)
    return 0


@cases.command("hand-over")
@click.argument("case_id", metavar="ID")
@click.option("--to", "key_id", required=True, metavar="KEY_ID", help="Id of the inspector's API key.")
@click.option("--name", required=True, help="The inspector's name.")
@store_option
@by_option
@lang_option
def hand_over(*, case_id: str, key_id: str, name: str, folder: str | None, by: str, lang: str | None) -> int:
    """Make another inspector responsible, for instance when a key was revoked; the team stays."""
    from verifier.cases.model import Officer  # noqa: PLC0415

    work = work_of(folder, by)
    case = work.store.read(case_id, who=work.who, at=work.at)
    work.set_team(case_id, Officer(key_id, name), case.team)
    return 0


@cases.command()
@click.argument("case_id", metavar="ID")
@store_option
@by_option
@why_option
@lang_option
def hold(case_id: str, folder: str | None, by: str, why: str, lang: str | None) -> int:
    """Keep a case beyond its days, until it is released."""
    work_of(folder, by).hold(case_id, why)
    return 0


@cases.command()
@click.argument("case_id", metavar="ID")
@store_option
@by_option
@lang_option
def release(case_id: str, folder: str | None, by: str, lang: str | None) -> int:
    """End a hold."""
    work_of(folder, by).hold(case_id, None)
    return 0


@cases.command("close")
@click.argument("case_id", metavar="ID")
@store_option
@by_option
@lang_option
def close_case(case_id: str, folder: str | None, by: str, lang: str | None) -> int:
    """Close a case as it is now: nothing in it changes until it is opened again."""
    from verifier.cases.closing import close  # noqa: PLC0415

    work = work_of(folder, by)
    close(work, case_id, work.store.read(case_id, who=work.who, at=work.at).revision)
    return 0


@cases.command("reopen")
@click.argument("case_id", metavar="ID")
@store_option
@by_option
@why_option
@lang_option
def reopen_case(case_id: str, folder: str | None, by: str, why: str, lang: str | None) -> int:
    """Open a closed case again."""
    from verifier.cases.closing import reopen  # noqa: PLC0415

    reopen(work_of(folder, by), case_id, why)
    return 0


@cases.command()
@click.argument("case_id", metavar="ID")
@store_option
@by_option
@why_option
@lang_option
def delete(case_id: str, folder: str | None, by: str, why: str, lang: str | None) -> int:
    """Delete a case with its photos, unless it is held or closed."""
    opened(folder).delete(case_id, who=who_is(by), at=now(), why=why)
    return 0


@cases.command()
@store_option
@by_option
@lang_option
def purge(folder: str | None, by: str, lang: str | None) -> int:
    """Delete the cases whose days are over and that are not held, and print their ids; a service does so hourly."""
    for case_id in opened(folder).purge(who=who_is(by), at=now()):
        click.echo(case_id)
    return 0


@cases.command()
@store_option
@click.option("--head", metavar="HASH", help="A head noted earlier: it must be in the trail still.")
@lang_option
def audit(folder: str | None, head: str | None, lang: str | None) -> int:
    """Print the trail and check it, and every case and file, against it.

    Exit code: 0 whole, 10 an entry, a case or a file is changed, missing or too many.
    """
    from verifier.cases.audit import audit as check_all  # noqa: PLC0415

    chain = check_all(opened(folder), head)
    for entry in chain.entries:
        told = f"{entry.n:6}  {entry.at}  {entry.did:7}  {entry.case}  {entry.by}  {entry.part[:36]}  {entry.why}"
        click.echo(plain(told.rstrip()))
    for flaw in chain.flaws:
        click.echo(plain(f"  ✗ {flaw.part}: {evidence_say(flaw.code, lang or 'th')} {flaw.detail}".rstrip()))
    click.echo(say("audit.head", lang or "th", head=chain.head))
    return CHANGED if chain.flaws else 0
