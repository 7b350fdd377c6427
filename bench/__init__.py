"""Benchmarks, side by side: `make bench`, or `python -m bench NAME…` for some of them."""
