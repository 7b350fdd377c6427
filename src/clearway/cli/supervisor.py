"""Two processes kept alive side by side: started together, restarted when one dies, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from types import FrameType

PARENT_DEATH_SIGNAL = 1
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOP_SECONDS = 15.0
TOO_OFTEN = 5
WITHIN_SECONDS = 60.0


class Child:
    """One process that is to stay up. It is told to stop when the supervisor itself is killed."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.command = list(command)
        self.process: subprocess.Popen[bytes] | None = None
        self._starts: deque[float] = deque(maxlen=TOO_OFTEN)

    def start(self) -> None:
        """Start it, in a session of its own so that Ctrl-C reaches the supervisor alone."""
        self._starts.append(time.monotonic())
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)

    def is_up(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.poll() is None

    def dies_too_often(self) -> bool:
        """Whether it has been started five times within a minute: something is wrong that a restart does not mend."""
        return len(self._starts) == TOO_OFTEN and time.monotonic() - self._starts[0] < WITHIN_SECONDS

    def stop(self, deadline: float) -> None:
        """Ask it to stop, and end it when it has not by the deadline."""
        if self.process is None or self.process.poll() is not None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Keeps its children up until it is told to stop, or until one of them cannot be kept up."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self._children = children
        self._say = say
        self._is_stopping = False

    def request_stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Stop everything, soon."""
        self._is_stopping = True

    def run(self, when_up: Callable[[], bool]) -> bool:
        """Start the children and stay. `when_up` is asked until it says yes. Returns whether the end was asked for."""
        before = {name: signal.signal(name, self.request_stop) for name in STOP_SIGNALS}
        for child in self._children:
            child.start()
        is_up = False
        try:
            while not self._is_stopping:
                is_up = is_up or when_up()
                if not all(self._keep_up(child) for child in self._children):
                    return False
                time.sleep(0.2)
            return True
        finally:
            self._stop_all()
            for name, handler in before.items():
                signal.signal(name, handler)

    def _keep_up(self, child: Child) -> bool:
        """Restart a child that died. False when it dies too often."""
        if child.is_up() or self._is_stopping:
            return True
        ended = child.process.returncode if child.process else None
        if child.dies_too_often():
            self._say(f"The {child.name} stops again and again (code {ended}); giving up.")
            return False
        self._say(f"The {child.name} stopped (code {ended}); starting it again.")
        child.start()
        return True

    def _stop_all(self) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            if child.is_up() and child.process:
                child.process.terminate()
        for child in self._children:
            child.stop(deadline)


def _die_with_parent() -> None:
    """Run in the new process: have the system stop it when its parent is gone (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() == 1:
            os._exit(1)
