"""A day on the command line: YYYY-MM-DD with a year of either era, or `today`, which is Thailand's."""

from __future__ import annotations

from datetime import date

import click

from verifier.days import parse_day


def day_option(text: str) -> date:
    """The day that an option names. Raises click.BadParameter; a Buddhist year is never taken for a Christian one."""
    try:
        return parse_day(text)
    except ValueError as error:
        raise click.BadParameter(f"{error}. Write YYYY-MM-DD, the year Christian or Buddhist, or today.") from error
