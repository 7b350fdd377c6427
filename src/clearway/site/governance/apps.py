from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Hazards, security requirements, data flows and the draft impact assessment."""

    name = "clearway.site.governance"
    verbose_name = "Governance"
