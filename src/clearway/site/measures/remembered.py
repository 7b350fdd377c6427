"""Answers that are kept in this process: each question once for each published version, the oldest forgotten first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")

MOST_ANSWERS = 600
MOST_VALUES = 150_000
"""How many values all kept answers have together at most: a whole country by trust and month is some thousands."""


class Remembered:
    """Answers of any kind under their keys. `size` is how many values an answer holds."""

    def __init__(self, most_answers: int = MOST_ANSWERS, most_values: int = MOST_VALUES) -> None:
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._most = (most_answers, most_values)
        self._values = 0
        self._lock = threading.Lock()

    def answer(self, key: Hashable, make: Callable[[], Answer], size: Callable[[Answer], int]) -> Answer:
        """The answer under a key, made when nobody asked before. What raises is not kept."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                found: Answer = self._held[key][0]
                return found
        made = make()
        with self._lock:
            self._forget(key)
            self._held[key] = made, size(made)
            self._values += size(made)
            while len(self._held) > self._most[0] or (self._values > self._most[1] and len(self._held) > 1):
                self._forget(next(iter(self._held)))
        return made

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._held)

    def _forget(self, key: Hashable) -> None:
        _, size = self._held.pop(key, (None, 0))
        self._values -= size
