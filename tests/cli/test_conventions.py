"""What every command keeps to: an example in its help, answers and messages apart, exit codes with a meaning."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from clearway.cli import app as commands
from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.app import command, gather
from clearway.cli.options import Json
from clearway.records.findings import Refused


def names() -> list[str]:
    gather()
    return sorted(commands.examples)


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.fixture
def try_command(monkeypatch, runner) -> Iterator[CliRunner]:
    """A command line of its own, so that commands made in a test do not stay."""
    own = typer.Typer(**commands.SETTINGS)
    own.callback()(lambda: None)
    monkeypatch.setattr(commands, "app", own)
    monkeypatch.setattr(commands, "examples", {})
    return runner


@pytest.mark.parametrize("name", names())
def test_the_help_of_every_command_says_what_it_does_and_shows_an_example(runner, name):
    shown = runner.invoke(gather(), [*name.split(), "--help"])
    assert shown.exit_code == 0
    words = " ".join(shown.output.split())
    assert f"Example: clearway {name}" in words
    assert words.split("[OPTIONS]")[1].split("Options:")[0].strip(), "no words on what it does"


def walk(group: typer.Typer, before: str = "") -> Iterator[str]:
    for one in group.registered_commands:
        yield f"{before}{one.name}"
    for one in group.registered_groups:
        yield from walk(one.typer_instance, f"{before}{one.name} ")


def test_no_command_was_made_without_an_example():
    assert sorted(walk(gather())) == names()


@pytest.mark.parametrize("name", names())
def test_every_example_is_a_call_that_the_command_line_understands(runner, name):
    example = commands.examples[name].split("|")[0].split(">")[0].split()[1:]
    assert " ".join(example).startswith(name)
    options = [word for word in example if word.startswith("--")]
    known = runner.invoke(gather(), [*name.split(), "--help"]).output
    assert all(option.split("=")[0] in known for option in options)


def test_a_refusal_is_exit_code_3_words_on_standard_error_and_an_object_for_machines(try_command):
    @command("refuse", example="clearway refuse")
    def refuse(as_json: Json = False) -> None:
        """Refuse."""
        raise Refused("The file is empty.", "Send another.", code="EMPTY")

    plain = try_command.invoke(commands.app, ["refuse"])
    assert (plain.exit_code, plain.stdout) == (Code.REFUSED, "")
    assert plain.stderr == "Refused: The file is empty.\nSend another.\n"
    machine = try_command.invoke(commands.app, ["refuse", "--json"])
    assert machine.exit_code == Code.REFUSED
    assert json.loads(machine.stdout)["refused"] == {
        "code": "EMPTY",
        "reason": "The file is empty.",
        "mend": "Send another.",
    }


def test_a_permission_denied_is_a_refusal_too(try_command):
    from django.core.exceptions import PermissionDenied

    @command("forbid", example="clearway forbid")
    def forbid() -> None:
        """Forbid."""
        raise PermissionDenied("Only an administrator does this.")

    ended = try_command.invoke(commands.app, ["forbid"])
    assert ended.exit_code == Code.REFUSED
    assert "Only an administrator does this." in ended.stderr
    assert "--as EMAIL" in ended.stderr


def test_messages_never_mix_with_the_answer(try_command):
    @command("both", example="clearway both")
    def both() -> None:
        """Say and answer."""
        say("reading")
        answer("42")
        raise end(Code.FOUND_PROBLEMS)

    ended = try_command.invoke(commands.app, ["both"])
    assert (ended.exit_code, ended.stdout, ended.stderr) == (1, "42\n", "reading\n")


def test_wrong_use_is_exit_code_2(try_command):
    @command("strict", example="clearway strict")
    def strict(number: Annotated[int, typer.Option("--number")]) -> None:
        """Take a number."""

    assert try_command.invoke(commands.app, ["strict"]).exit_code == Code.WRONG_USE
    assert try_command.invoke(commands.app, ["strict", "--number", "x"]).exit_code == Code.WRONG_USE
    assert try_command.invoke(commands.app, ["no-such"]).exit_code == Code.WRONG_USE


def test_json_keeps_halves_dates_and_letters(capsys):
    answer_json(
        {"total": Decimal("27537.5"), "whole": Decimal("12.0"), "on": date(2025, 3, 1), "at": Path("/a"), "to": "Môn"}
    )
    assert json.loads(capsys.readouterr().out) == {
        "total": 27537.5,
        "whole": 12,
        "on": "2025-03-01",
        "at": "/a",
        "to": "Môn",
    }
    with pytest.raises(TypeError, match="no form in JSON"):
        answer_json({"x": object()})


def test_a_fault_of_clearway_is_never_taken_for_an_answer(monkeypatch, capsys):
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(commands, "gather", lambda: broken)
    with pytest.raises(SystemExit) as stopped:
        commands.main()
    assert stopped.value.code == Code.FAULT
    assert "a fault of Clearway itself" in capsys.readouterr().err
