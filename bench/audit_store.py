"""A store whose audit trail has many events: written straight into its table, once, and kept. The chain is not a real
one: only the pages are measured on it.

Nine in ten events are looks at pathways; 40 people; one person did little, one kind of event is rare.
"""

import os
import shutil
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent / "data"
EVENTS = (
    "WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows})"
    " INSERT INTO audit_event (sequence, at, actor_kind, actor, organisation_code, role, membership_id, request_id,"
    " event, subject_type, subject_id, reason, source, before, after, previous_hash, hash)"
    " SELECT n, strftime('%Y-%m-%d %H:%M:%S', unixepoch('now') - ({rows} - n) * 3, 'unixepoch'), 'person',"
    " CASE WHEN n % 100000 = 3 THEN 'seldom@example.org' ELSE printf('person%02d@example.org', n * 7 % 40) END,"
    " CASE n % 3 WHEN 0 THEN 'RFF' WHEN 1 THEN 'RHQ' ELSE 'RFR' END, 'tracker', n % 40, printf('%016x', n),"
    " CASE WHEN n % 200000 = 5 THEN 'legal hold placed' WHEN n % 10 = 0 THEN 'breach list viewed'"
    " ELSE 'pathway viewed' END, 'pathway', printf('%020x', n * 7919 % 500000), '', 'tracking:pathway', NULL,"
    " '{{\"request\": \"0123456789abcdef\"}}', printf('%064x', n - 1), printf('%064x', n) FROM numbers"
)


def made(rows: int) -> Path:
    """The store of so many events, made when it is not there."""
    place = HERE / f"audit-{rows}"
    if (place / "whole").exists():
        return place
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    from clearway.cli.stores import acting_person, use_or_make_store
    from clearway.store.folder import StoreKind

    store = use_or_make_store(place, kind=StoreKind.DEMO)
    from django.db import connection

    from clearway.site.accounts.demo_people import create_demo_people
    from clearway.site.audit.models import ChainHead, Event
    from clearway.site.organisations.models import Organisation

    by, today = acting_person(None), date.today()  # noqa: DTZ011 - a day of this machine is enough
    create_demo_people(store, alliance=by.organisation, trust=Organisation.objects.get(code="RFF"), by=by, today=today)
    first = Event.objects.count() + 1
    with connection.schema_editor() as editor:
        for index in Event._meta.indexes:
            editor.remove_index(Event, index)
    with connection.cursor() as cursor:
        cursor.execute(EVENTS.format(rows=rows, first=first))
    ChainHead.objects.update(sequence=rows, hash=f"{rows:064x}")  # what is read is noted behind it
    with connection.schema_editor() as editor:
        for index in Event._meta.indexes:
            editor.add_index(Event, index)
    connection.close()
    (place / "whole").touch()
    return place


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearway.site.settings")
    print(made(int(sys.argv[1])))
