"""SQL that we write, kept in files: one file for each table it makes."""

from functools import cache
from importlib.resources import files


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of `sql/<name>.sql`, in order. A statement ends with a semicolon at the end of a line."""
    text = files("clearway.pipeline").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    parts = (part.strip() for part in f"{text}\n".split(";\n"))
    return tuple(part for part in parts if part)
