"""A field of a form as its template draws it, whoever asks."""

from dataclasses import dataclass

Option = tuple[str, str]
"""What is sent, and what is read."""


@dataclass(frozen=True, slots=True)
class Box:
    """One field as drawn. `way` names the component: input, textarea, radios, checkboxes, select or date."""

    id: str
    label: str
    way: str
    hint: str
    value: str
    chosen: tuple[str, ...]
    parts: tuple[str, ...]
    options: tuple[Option, ...]
    error: str
    type: str = "text"
