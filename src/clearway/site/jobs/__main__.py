"""Start the job worker in this process: `python -m clearway.site.jobs`."""

import os
import signal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearway.site.settings")
django.setup()

from clearway.site.audit.sealing import Sealer  # noqa: E402
from clearway.site.jobs.worker import Worker  # noqa: E402
from clearway.site.operational.scope import stand_as  # noqa: E402

stand_as("job worker")
worker = Worker()
signal.signal(signal.SIGTERM, worker.stop)
signal.signal(signal.SIGINT, worker.stop)
with Sealer():
    worker.run()
