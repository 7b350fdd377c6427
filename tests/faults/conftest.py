"""The people and browsers of the site's tests serve the faults of the site too."""

from tests.cli.conftest import founded, run, store  # noqa: F401
from tests.site.conftest import (  # noqa: F401
    _fast_passwords,
    administrator,
    alliance,
    analyst,
    as_analyst,
    as_tracker,
    barnsley,
    browser,
    demo_store,
    live_store,
    rotherham,
    tracker,
)
from tests.site.sending.conftest import at_barnsley, at_the_alliance, desk_of, sending_store  # noqa: F401
