"""What a process has used so far, as it says itself before it checks its own answer."""

import resource
from dataclasses import dataclass
from pathlib import Path

KILOBYTE = 1024


def cpu_seconds() -> float:
    """CPU seconds of this process until now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak() -> float:
    """Bytes at the peak of this process alone: what `getrusage` says may be the peak of whoever started it."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE
    return int(told.split("VmHWM:")[1].split()[0]) * KILOBYTE


@dataclass(frozen=True)
class Meter:
    """Made when everything is imported and the rules are read: `work` counts from there, `cpu` from the very start."""

    ready: float

    @classmethod
    def started(cls) -> "Meter":
        """A meter that counts work from now on."""
        return cls(cpu_seconds())

    def read(self) -> dict[str, float]:
        """CPU seconds in all and for the work, and the peak of memory in bytes."""
        cpu = cpu_seconds()
        return {"cpu": cpu, "work": cpu - self.ready, "memory": peak()}
