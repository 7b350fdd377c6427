"""The command line: the same functions for the terminal. Each command is a small module under `commands/`."""

from clearway.cli.app import main

__all__ = ["main"]
