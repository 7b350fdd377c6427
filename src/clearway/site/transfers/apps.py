"""The app of transfers."""

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    """Hand-overs between trusts, pair by pair."""

    name = "clearway.site.transfers"
    label = "transfers"
