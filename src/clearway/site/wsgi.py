"""The entry of the web server. It refuses to start on a store that this program may not open, and starts warm."""

import os
from pathlib import Path

from clearway.store.folder import open_store

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearway.site.settings")
open_store(Path(os.environ["CLEARWAY_STORE"]))

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from clearway.site.warming import warm_up  # noqa: E402

warm_up()
