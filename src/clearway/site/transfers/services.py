"""Whose hand-overs a person sees: every pair for the alliance, the pairs of one's own trust for everybody else."""

from clearway.measures.transfer_pairs import TransferPair, transfer_pairs
from clearway.site.organisations.models import Membership
from clearway.site.performance import figures
from clearway.site.performance.permissions import only_provider
from clearway.site.transfers.asked import Period


class NotShown(LookupError):
    """There is no such pair, or it is not this membership's to see: a visitor is told the same."""


def pairs(*, by: Membership, period: Period) -> list[TransferPair]:
    """Every pair that a membership may see, most pathways first."""
    with figures.reader().open() as opened:
        return transfer_pairs(
            opened, first_month=period.first, last_month=period.last, trust=only_provider(by, "computed") or ""
        )


def one_pair(
    *, by: Membership, period: Period, referring: str, receiving: str
) -> tuple[TransferPair, list[TransferPair]]:
    """One pair as a whole, and told apart by cancer type. Raises NotShown."""
    own = only_provider(by, "computed")
    if own is not None and own not in (referring, receiving):
        raise NotShown(referring)
    asked = {"first_month": period.first, "last_month": period.last, "pair": (referring, receiving)}
    with figures.reader().open() as opened:
        whole = transfer_pairs(opened, **asked)  # type: ignore[arg-type]
        if not whole:
            raise NotShown(referring)
        return whole[0], transfer_pairs(opened, **asked, by_cancer_type=True)  # type: ignore[arg-type]
