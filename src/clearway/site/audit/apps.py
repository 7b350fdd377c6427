from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail of what people and processes did."""

    name = "clearway.site.audit"
    verbose_name = "Audit trail"
