from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "clearway.site.standards"
    label = "standards"
    verbose_name = "Rules and their sources"
