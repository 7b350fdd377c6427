"""The manifest as the loader asks for it: the operational database behind the core's own words."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from clearway.pipeline.manifest import Arrival, Cover, DataSet
from clearway.pipeline.manifest import Submission as ManifestRow
from clearway.site.agreements.cover import cover_of
from clearway.site.organisations.models import Membership
from clearway.site.submissions.services import Place, accept_submission, all_submissions, plain


class OperationalManifest:
    """The table of submissions, on behalf of one membership. Implements `clearway.pipeline.manifest.Manifest`."""

    def __init__(self, by: Membership) -> None:
        self._by = by

    def submissions(self) -> Sequence[ManifestRow]:
        """Every submission ever received, oldest first."""
        return all_submissions()

    def admit(self, arrival: Arrival, place: Place) -> ManifestRow:
        """Place an arrival and write its row, whole or not at all, and audit it."""
        return plain(accept_submission(by=self._by, arrival=arrival, place=place))

    def agreement_for(self, organisation: str, data_set: DataSet) -> Cover:
        """Whether a sharing agreement that is live today lets an organisation send identifiable records."""
        alliance = settings.STORE.alliance if settings.STORE else ""
        return cover_of(organisation, data_set, alliance=alliance, on=timezone.localdate())
