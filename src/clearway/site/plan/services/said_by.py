"""Who says something of a plan, as it is kept beside what was said."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from clearway.site.organisations.models import Membership


def said_by(by: Membership, *, at: datetime | None = None) -> dict[str, Any]:
    """The columns that tell who says it, in which role, and when (now, if not told)."""
    return {"at": at or timezone.now(), "by_name": by.person.name, "by_role": by.role_class.display_name}
