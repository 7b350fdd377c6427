"""Is a published file the one that was declared?"""

import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.reading import Declared
from clearway.records.findings import Refused


def refuse_another_file(figures: pa.Table, declared: Declared) -> None:
    """`Refused` when the figures are for another month than declared, or hold none of the declared organisation."""
    months = sorted(pc.unique(figures["month"]).to_pylist())
    if declared.month and months != [declared.month]:
        words = f"The file was declared for {declared.month}, but it holds {', '.join(months)}."
        mend = "Declare that month, or none for a file of several months; or send the file you meant."
        raise Refused(words, mend, code="MONTH_DIFFERS")
    if declared.organisation and declared.organisation not in pc.unique(figures["org_code"]).to_pylist():
        words = f"The file was declared for {declared.organisation}, but it holds no figures of that organisation."
        mend = "Published files hold many organisations: declare none, or send the file you meant."
        raise Refused(words, mend, code="ORGANISATION_DIFFERS")
