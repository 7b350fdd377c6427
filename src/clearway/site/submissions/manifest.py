"""The manifest as the loader asks for it: the operational database behind the core's own words."""

from collections.abc import Sequence

from clearway.pipeline.manifest import Arrival
from clearway.pipeline.manifest import Submission as ManifestRow
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
