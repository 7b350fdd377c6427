"""The few words in which the engines' SQL differs. Everything else in our SQL means the same on both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = r"[A-Za-z_][\w.]*"
_QUOTED = re.compile(r'"([^"\n]+)"')


@dataclass(frozen=True)
class Dialect:
    """How one engine writes what the SQL standard leaves open.

    `forms` holds the engine's own writing of a function of ours, with its one or two arguments as {0} and {1}: plain
    column names. `quote` goes round names that are not plain words, such as "62_days".
    """

    name: str
    quote: str
    forms: Mapping[str, str]

    def write(self, sql: str) -> str:
        """Our SQL in the engine's words. Raises ValueError for a function of ours whose arguments are no columns."""
        for function, form in self.forms.items():
            call = re.compile(rf"\b{function}\(\s*({_NAME})\s*(?:,\s*({_NAME})\s*)?\)")
            sql = call.sub(lambda found, form=form: form.format(*filter(None, found.groups())), sql)  # type: ignore[misc]
            if re.search(rf"\b{function}\(", sql):
                raise ValueError(f"{function} takes plain column names: put an expression into a step before it.")
        return sql if self.quote == '"' else _QUOTED.sub(rf"{self.quote}\1{self.quote}", sql)


DUCKDB = Dialect(
    "duckdb",
    '"',
    {"days_between": "date_diff('day', {0}, {1})", "median_and_p90": "quantile_cont({0}, [0.5, 0.9])"},
)
SPARK = Dialect(
    "spark", "`", {"days_between": "datediff({1}, {0})", "median_and_p90": "percentile({0}, array(0.5, 0.9))"}
)
