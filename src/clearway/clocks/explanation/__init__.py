"""Why is this a breach? One record, explained rule by rule."""

from clearway.clocks.explanation.explanation import ClockStory, Explanation, explain_clock, explain_record
from clearway.clocks.explanation.text import as_json, as_text

__all__ = ["ClockStory", "Explanation", "as_json", "as_text", "explain_clock", "explain_record"]
