"""A store whose register of services has many entries: written straight into its tables, once, and kept.

Half of the entries are of one kind, a thousandth of another; every title has a word that all have, one that some have
and one of its own.
"""

import os
import shutil
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent / "data"
KINDS = "CASE WHEN n % 1000 = 7 THEN 'money' WHEN n % 2 = 0 THEN 'support_group' ELSE 'information' END"
TITLE = "printf('Service %07d in area %03d', (n * 7919) % {rows}, n % 500)"
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows}) "
ENTRIES = (
    NUMBERS + 'INSERT INTO registers_entry (id, register, schema_version, version, title, title_key, "values",'
    " organisation_code, owner_role, is_shared, state, is_withdrawn, review_by, reviewed_on, changed_at)"
    " SELECT n, 'services', 1, 1, " + TITLE + ", lower(" + TITLE + "),"
    " json_object('name', " + TITLE + ", 'kind', " + KINDS + ", 'place', 'E08000016', 'phone', '01226 000000'),"
    " CASE n % 3 WHEN 0 THEN 'RFF' WHEN 1 THEN 'RHQ' ELSE 'RFR' END, 'Lead', 1, 'current', 0,"
    " date('{today}', printf('%+d days', n % 400 - 20)), '{today}', '{today} 00:00:00' FROM numbers"
)
WORD = (
    "INSERT INTO registers_indexword (entry_id, register, field, word, title_key, is_withdrawn, organisation_code,"
    " is_shared) SELECT id, register, '{field}', {word}, title_key, 0, organisation_code, 1 FROM registers_entry"
)
WORDS = (
    ("kind", "json_extract(\"values\", '$.kind')"),
    ("place", "'E08000016'"),
    ("-word", "'service'"),
    ("-word", "substr(title_key, 9, 7)"),
    ("-word", "substr(title_key, 25, 3)"),
)


def made(rows: int) -> Path:
    """The store of so many entries, made when it is not there."""
    place = HERE / f"registers-{rows}"
    if (place / "whole").exists():
        return place
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    from clearway.cli.stores import acting_person, use_or_make_store
    from clearway.store.folder import StoreKind

    store = use_or_make_store(place, kind=StoreKind.DEMO)
    from django.db import connection

    from clearway.site.accounts.demo_people import create_demo_people
    from clearway.site.organisations.models import Organisation

    by, today = acting_person(None), date.today()  # noqa: DTZ011 - a day of this machine is enough
    create_demo_people(store, alliance=by.organisation, trust=Organisation.objects.get(code="RFF"), by=by, today=today)
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES.format(rows=rows, today=today))
        for field, word in WORDS:
            cursor.execute(WORD.format(field=field, word=word))
    connection.close()
    (place / "whole").touch()
    return place


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearway.site.settings")
    print(made(int(sys.argv[1])))
