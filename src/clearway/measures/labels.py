"""One set of words for routes, stages and whole sums, so that printed and computed figures speak alike.

The publications write the same route in different words and letters from one standard to the next, and mark a total
by a label such as `ALL ROUTES`. Here a total has no label at all (None, NULL in SQL): it cannot be added to its parts
by accident.
"""

URGENT = "Urgent Suspected Cancer"
BREAST_SYMPTOMATIC = "Breast Symptomatic"
SCREENING = "Screening"
UPGRADE = "Consultant Upgrade"
FIRST = "First Treatment"
SUBSEQUENT = "Subsequent Treatment"
ADMITTED = "Admitted"
NON_ADMITTED = "Non-admitted"

STAGE_ROUTE = {
    "URGENT SUSPECTED CANCER": URGENT,
    "BREAST SYMPTOMATIC": BREAST_SYMPTOMATIC,
    "BREAST SYMPTOMATIC, CANCER NOT SUSPECTED": BREAST_SYMPTOMATIC,
    "SCREENING": SCREENING,
    "NATIONAL SCREENING PROGRAMME": SCREENING,
    "CONSULTANT UPGRADE": UPGRADE,
    "FIRST TREATMENT": FIRST,
    "SUBSEQUENT TREATMENT": SUBSEQUENT,
    "USC": URGENT,
    "BREAST_SYMPTOMATIC": BREAST_SYMPTOMATIC,
    "UPGRADE": UPGRADE,
    "FIRST": FIRST,
    "SUBSEQUENT": SUBSEQUENT,
    "ADMITTED": ADMITTED,
    "NON-ADMITTED": NON_ADMITTED,
    "NON ADMITTED": NON_ADMITTED,
}
"""A printed label, or a code of the clocks, in capitals → the label used here. Unknown labels stay as they are."""

SUMS = (
    "ALL ROUTES",
    "ALL STAGES",
    "ALL CARE",
    "ALL CANCERS",
    "ALL MODALITIES",
    "ALL REFERRAL ROUTES",
    "ALL SUSPECTED CANCER",
    "ALL SUSPECTED CANCERS",
)
"""Labels, in capitals, that mark a sum over what the column tells apart."""

WHOLE_STORE = "All records in this store"
"""The name under which computed values of everybody stand: a store does not hold the whole of England."""
