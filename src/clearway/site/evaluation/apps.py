"""The app of evaluation."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Whether a measure moved as hoped."""

    name = "clearway.site.evaluation"
    label = "evaluation"
