"""What holds for every test: random examples are never failed for being slow on a busy machine."""

from hypothesis import settings

settings.register_profile("clearway", deadline=None)
settings.load_profile("clearway")
