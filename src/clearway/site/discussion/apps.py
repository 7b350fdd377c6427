from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    """What people say of a form or an entry."""

    name = "clearway.site.discussion"
    verbose_name = "Comments"
