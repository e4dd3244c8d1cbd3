"""What the commands on cases share: their options, and who opens the store when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.cli import settings_from_environment
from verifier.errors import BadRequest, BadSettings

if TYPE_CHECKING:
    from verifier.cases.store import CaseStore, Who
    from verifier.cases.work import CaseWork

CHANGED = 10
store_option = click.option(
    "--store",
    "folder",
    metavar="FOLDER",
    help="The folder of the cases. Default: MOKCHECK_CASES_PATH and _URL.",
)
by_option = click.option("--by", required=True, metavar="NAME", help="Who does it; stands in the trail.")
why_option = click.option("--why", required=True, metavar="TEXT", help="The reason; stands in the trail.")
sign_option = click.option("--sign", metavar="KEYFILE", help="Sign with this key (`mokcheck keys signing create`).")
json_option = click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")


def out_option(metavar: str) -> Callable[[Any], Any]:
    """`--out`, whose ending says what is written."""
    return click.option("--out", required=True, metavar=metavar, help="Where it goes; never over a file that is there.")


def ending_of(out: str, *endings: str) -> str:
    """The ending of a file's name, one of these. Raises BadRequest."""
    found = Path(out).suffix.lower()
    if found not in endings:
        raise BadRequest(f"{out}: the name must end in {' or '.join(endings)}", path=out)
    return found


def opened(folder: str | None) -> CaseStore:
    """The store of a folder, or of the settings. Raises BadSettings, FileMissing, StoreProblem."""
    from verifier.cases.open import open_cases, open_store  # noqa: PLC0415

    found = open_store(Path(folder)) if folder else open_cases(settings_from_environment())
    if found is None:
        raise BadSettings("name the cases with --store or MOKCHECK_CASES_PATH", setting="MOKCHECK_CASES_PATH")
    return found


def work_of(folder: str | None, by: str) -> CaseWork:
    """Its deeds, now and by this person."""
    from verifier.cases.work import CaseWork  # noqa: PLC0415

    return CaseWork(opened(folder), who_is(by), now())


def who_is(by: str) -> Who:
    """Somebody who works on the machine itself."""
    from verifier.cases.store import Who  # noqa: PLC0415

    return Who(by, by, operator=True)


def now() -> datetime:
    """The moment, by the clock of the machine."""
    return datetime.now(UTC)
