"""What everybody may read about one area, in plain words: how long people wait, and what is planned."""

from clearway.publications.public_page.page import Done, Planned, PublicPage, plain_text, words_of
from clearway.publications.public_page.waits import Share, WaitSaid, wait_said

__all__ = ["Done", "Planned", "PublicPage", "Share", "WaitSaid", "plain_text", "wait_said", "words_of"]
