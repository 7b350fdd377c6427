"""Do the tests notice when the product is wrong? Small faults are put into it, one at a time, and the tests are run.

    python -m tests.mutation                  all sets of `modules.toml`
    python -m tests.mutation disclosure       one of them

A fault that no test notices survives, and is told with its file and line. See docs/developer-guide.md and
docs/decisions/0035-faults-put-in-on-purpose.md.
"""
