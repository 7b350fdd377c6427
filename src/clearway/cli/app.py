"""How commands are made and gathered. To add one, put a module into `clearway/cli/commands/`:

    @command("submissions", example="clearway submissions --store my-store")
    def submissions(store: Store, as_json: Json = False) -> None:
        \"\"\"What has been loaded, by whom, in which version.\"\"\"

A name of two words (`plan check`) makes a command of a group; name the group once with `group("plan", "…")`.
Heavy imports go inside the function, so that the other commands start fast. A `Refused` or a permission denied that
leaves the function becomes exit code 3 with its words, and with `--json` an object `{"refused": …}`.
"""

import functools
import pkgutil
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer

from clearway import __version__
from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.mishaps import mishap_in_words
from clearway.records.findings import Refused

SETTINGS: dict[str, Any] = {
    "no_args_is_help": True,
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
}
app = typer.Typer(epilog="Example: clearway run --store demo-store", **SETTINGS)


@app.callback(invoke_without_command=True)
def clearway(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    """Clearway: waits for cancer diagnosis and treatment by the national rules, each one explained."""
    if version:
        answer(__version__)
        raise end(Code.DONE)


groups: dict[str, typer.Typer] = {}
examples: dict[str, str] = {}

Body = Callable[..., None]


def group(name: str, words: str) -> None:
    """Name a group of commands, such as `plan`, and say what they are for."""
    if name not in groups:
        groups[name] = typer.Typer(help=words, **SETTINGS)
        app.add_typer(groups[name], name=name)


def command(name: str, *, example: str) -> Callable[[Body], Body]:
    """Make a function a command. Its docstring is the help; the example is shown below and may not be left out."""
    first, _, rest = name.partition(" ")
    home = groups[first] if rest else app

    def made(body: Body) -> Body:
        examples[name] = example
        home.command(rest or first, epilog=f"Example: {example}")(with_refusals_in_words(body))
        return body

    return made


def with_refusals_in_words(body: Body) -> Body:
    """The function with refusals turned into words on standard error and exit code 3."""

    @functools.wraps(body)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        permission_denied = _permission_denied()
        try:
            body(*args, **kwargs)
        except Refused as refusal:
            code, reason, mend = refusal.code, refusal.reason, refusal.mend
        except permission_denied as denied:
            code, reason, mend = "NOT-ALLOWED", str(denied), "Say with --as EMAIL on whose behalf this is done."
        except Exception as fault:
            mishap = mishap_in_words(fault)
            if mishap is None:
                raise
            code, reason, mend = mishap.code, mishap.reason, mishap.mend
        else:
            return
        say(f"Refused: {reason}\n{mend}")
        if kwargs.get("as_json"):
            answer_json({"refused": {"code": code, "reason": reason, "mend": mend}})
        raise end(Code.REFUSED)

    return wrapped


def _permission_denied() -> type[Exception]:
    """What the site raises when somebody may not do a thing. Without Django (in Spark's environment) nothing does."""
    try:
        from django.core.exceptions import PermissionDenied
    except ImportError:
        return PermissionError
    return PermissionDenied


@functools.cache
def gather() -> typer.Typer:
    """The whole command line: every module under `commands` brought in once."""
    package = import_module("clearway.cli.commands")
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        import_module(f"{package.__name__}.{module.name}")
    return app


def main() -> None:
    """The `clearway` program."""
    try:
        gather()()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(Code.DONE)
    except Exception as fault:
        traceback.print_exc()
        say(f"This is a fault of Clearway itself ({type(fault).__name__}), not of your data. Nothing was half written.")
        sys.exit(Code.FAULT)
