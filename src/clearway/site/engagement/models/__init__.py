"""What engagement is made of. It belongs to the alliance, and is read by everybody signed in who may read it."""

from clearway.site.engagement.models.activity import Activity, ActivityState
from clearway.site.engagement.models.audience import Audience, AudienceKind, Level
from clearway.site.engagement.models.consultation import Consultation, ConsultationState, GateEvidence
from clearway.site.engagement.models.heard import Heard, HeardState
from clearway.site.engagement.models.together import Together

__all__ = [
    "Activity",
    "ActivityState",
    "Audience",
    "AudienceKind",
    "Consultation",
    "ConsultationState",
    "GateEvidence",
    "Heard",
    "HeardState",
    "Level",
    "Together",
]
