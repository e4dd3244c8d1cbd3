"""The command line: `mokcheck`. Each command lives in a file of its own, imported when it is called.

Exit codes: 0 agrees, 10 conflicts, 20 cannot tell (`verify`); 64 and above are errors, after sysexits.h.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from verifier.cli import thai_help
from verifier.errors import MokCheckError
from verifier.settings import Settings, is_url

COMMANDS = {
    "verify": ("verifier.cli.verify:verify", "Judge the photos of one product."),
    "check": ("verifier.cli.check:check", "Check a table of products without photos."),
    "batch": ("verifier.cli.batch:batch", "Check a whole stock: a folder, an archive or a manifest of photos."),
    "registry": ("verifier.cli.registry:registry", "Build, show and search lists of licences."),
    "evaluate": ("verifier.cli.evaluate:evaluate", "Measure against photos whose truth is known."),
    "report": ("verifier.cli.report:report", "Check evidence bundles, judge them again, set them as PDF, keep them."),
    "cases": ("verifier.cli.cases:cases", "Keep inspectors' cases, and tell what they show together."),
    "serve": ("verifier.cli.serve:serve", "Run the page and the API."),
    "work": ("api.batches.cli:work", "Carry out the batches that the service takes in."),
    "keys": ("api.cli:keys", "Make, list and revoke API keys, and keys that sign evidence."),
    "line": ("api.line.cli:line", "Answer photos sent to a LINE account."),
    "webhooks": ("api.webhooks.cli:webhooks", "Tell servers that the operator lists what happened in the service."),
}
USAGE, INTERNAL, OUTPUT, INTERRUPTED = 64, 70, 74, 130


@dataclass
class State:
    """What all commands of one call share. `lang` is None until somebody asks for a language."""

    lang: str | None = None
    debug: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to speak in: the one asked for, else Thai and then English."""
        return (self.lang,) if self.lang else ("th", "en")


def _set_lang(context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        context.ensure_object(State).lang = value
    return value


lang_option = click.option(
    "--lang",
    type=click.Choice(["th", "en"]),
    is_eager=True,
    callback=_set_lang,
    help="Language of what people read. Thai when not given; errors then come in both.",
)
list_option = click.option(
    "--list",
    "list_path",
    metavar="FILE",
    help="The list of licences: a file made by `mokcheck registry build`, or a postgresql:// URL. "
    "Default: MOKCHECK_LIST_PATH or MOKCHECK_LIST_URL.",
)


def with_list(settings: Settings, location: str | None) -> Settings:
    """The settings with the list that `--list` names, a file or a database; as they are when it names none."""
    if not location:
        return settings
    if is_url(location):
        return replace(settings, list_path=None, list_url=location)
    return replace(settings, list_path=Path(location), list_url=None)


def settings_from_environment() -> Settings:
    """The only place that reads settings from environment variables. Raises BadSettings."""
    return Settings.from_environment(os.environ)


class Commands(click.Group):
    """A group that knows its commands by name, imports one when it runs, and turns every error into an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return thai_help.in_thai(command) if self._in_thai else command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `mokcheck --help`, without importing anything."""
        with formatter.section("Commands"):
            tell = thai_help.thai if self._in_thai else str
            formatter.write_dl([(name, tell(text)) for name, (_, text) in COMMANDS.items()])

    @property
    def _in_thai(self) -> bool:
        return self.context_class is thai_help.ThaiContext

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs a command line and leaves by SystemExit with the documented exit code."""
        state, args = State(), sys.argv[1:] if args is None else args
        group = thai_help.in_thai(self) if thai_help.wanted(args, os.environ) == "th" else self
        try:
            code = super(Commands, group).main(
                thai_help.asked(args), prog_name or "mokcheck", complete_var, standalone_mode=False, obj=state, **extra
            )
        except MokCheckError as error:
            code = _report_error(error, state)
        except click.UsageError as error:
            _report_usage(error, state)
            code = USAGE
        except click.ClickException as error:
            error.show()
            code = USAGE
        except (click.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        except SystemExit:  # click's own way out when nobody reads standard output any more
            code = OUTPUT
        except Exception as error:
            if state.debug:
                traceback.print_exc()
            code = _report_error(MokCheckError(type(error).__name__), state)
        sys.exit(code if isinstance(code, int) else 0)


class Misused(click.UsageError):
    """A wrong usage of which a catalogue (`messages.interface`, `usage.…`) has the words in all languages."""

    def __init__(self, key: str) -> None:
        from verifier.messages.interface import label  # noqa: PLC0415 - words are loaded when somebody needs them

        super().__init__(label(key, "en"))
        self.key = key


def _report_usage(error: click.UsageError, state: State) -> None:
    """Says what is wrong, in English by click's own words, which tell it best."""
    from verifier.messages.interface import label  # noqa: PLC0415

    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
    command = error.ctx.command_path if error.ctx is not None else "mokcheck"
    for lang in state.languages:
        told = error.format_message().rstrip(".") if lang == "en" else _wrong(error, lang)
        see = label("cli.see_help", lang).format(command=command)
        click.echo(f"{label('error', lang)}: {told}{' ' if lang == 'th' else '. '}{see}", err=True)


def _wrong(error: click.UsageError, lang: str) -> str:
    """A wrong usage in words of the catalogue."""
    from verifier.messages.interface import label  # noqa: PLC0415

    param, reason = getattr(error, "param", None), error.message.rstrip(".")
    name = " / ".join(param.opts) if isinstance(param, click.Option) else getattr(param, "human_readable_name", "")
    match error:
        case Misused(key=key):
            return label(key, lang)
        case click.NoSuchOption(option_name=name):
            return label("usage.no_option", lang).format(name=name)
        case click.MissingParameter() if name:
            return label("usage.missing", lang).format(name=name)
        case click.BadParameter() if name:
            return label("usage.bad_value", lang).format(name=name, reason=reason)
        case _:
            return label("usage.wrong", lang).format(reason=reason)


def _report_error(error: MokCheckError, state: State) -> int:
    from verifier import messages  # noqa: PLC0415 - words are loaded when somebody needs them
    from verifier.messages.interface import label  # noqa: PLC0415

    click.echo(f"mokcheck: {error.code}" + (f" ({inert(error.detail)})" if error.detail else ""), err=True)
    for lang in state.languages:
        title, advice = messages.error(error, lang)
        click.echo(f"{label('error', lang)}: {title}{' ' if lang == 'th' else '. '}{advice}", err=True)
    return error.exit_code


def inert(text: str) -> str:
    """The text with control characters shown as escapes: names of files may hold any, and none reaches the terminal."""
    return "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in text)


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from importlib.metadata import version  # noqa: PLC0415

        click.echo(f"mokcheck {version('mokcheck')}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.pass_obj
def main(state: State, debug: bool) -> None:
    """Judge from photos of a Thai product label whether what is printed agrees with the list of licences.

    Settings come from MOKCHECK_* environment variables; an option wins over its variable.
    """
    state.debug = debug
