from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "clearway.site.audit"
    verbose_name = "Audit trail"
