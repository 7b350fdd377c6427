"""Everything that can be asked, in the order in which the page and the description list it."""

from clearway.site.api.described.endpoint import Endpoint
from clearway.site.api.endpoints.breaches import BREACHES
from clearway.site.api.endpoints.findings import FINDINGS
from clearway.site.api.endpoints.measure_values import MEASURE_VALUES
from clearway.site.api.endpoints.measures import MEASURE, MEASURES
from clearway.site.api.endpoints.organisations import ORGANISATION, ORGANISATIONS
from clearway.site.api.endpoints.registers import ENTRIES, ENTRY_OF_REGISTER, REGISTERS
from clearway.site.api.endpoints.rules import RULE, RULES, STANDARD, STANDARDS
from clearway.site.api.endpoints.submissions import SUBMISSION, SUBMISSIONS
from clearway.site.api.endpoints.waits import WAITS

ENDPOINTS: tuple[Endpoint, ...] = (
    WAITS,
    BREACHES,
    MEASURES,
    MEASURE,
    MEASURE_VALUES,
    SUBMISSIONS,
    SUBMISSION,
    FINDINGS,
    STANDARDS,
    STANDARD,
    RULES,
    RULE,
    ORGANISATIONS,
    ORGANISATION,
    REGISTERS,
    ENTRIES,
    ENTRY_OF_REGISTER,
)
