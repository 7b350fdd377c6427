"""Reconciliation: what we computed beside what was published or sent back, and which records explain the difference.

`reconcile` compares a month with the published figures; `record_level` compares with a download, record by record.
"""

from clearway.measures.reconciliation.answer import Difference, Reconciliation
from clearway.measures.reconciliation.kinds import Certainty, Kind
from clearway.measures.reconciliation.question import ReconciliationQuestion
from clearway.measures.reconciliation.reconcile import reconcile

__all__ = ["Certainty", "Difference", "Kind", "Reconciliation", "ReconciliationQuestion", "reconcile"]
