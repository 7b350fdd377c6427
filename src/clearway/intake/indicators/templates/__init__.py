"""Templates of files that no publisher prints ready to be read: headings and a few rows of made-up numbers."""

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its name, what it takes in a person's words, and the page of the documentation that explains it."""

    name: str
    title: str
    page: str

    def text(self) -> str:
        """The template as CSV. Its rows are examples of made-up numbers, to be replaced."""
        return files(__package__).joinpath(f"{self.name}.csv").read_text(encoding="utf-8")


TEMPLATES = {
    one.name: one
    for one in (
        Template("survey", "Results of a patient survey by organisation and question", "docs/survey-template.md"),
        Template(
            "age-specific-counts", "Cancers or deaths by place, sex, age group and site", "docs/age-specific-counts.md"
        ),
        Template(
            "completeness", "How much of a published share is known, by place and year", "docs/completeness-template.md"
        ),
    )
}
"""Every template by its name."""
