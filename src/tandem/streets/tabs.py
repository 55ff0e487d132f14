"""The pages of the office, side by side."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.ui.components.ways import Tab

NAMES = {
    "inbox": _("Reports"),
    "jobs": _("Jobs"),
    "teams": _("Teams"),
    "routing": _("Who gets what"),
    "visits": _("Visits"),
    "office_figures": _("Figures"),
}


def tabs(current: str) -> list[Tab]:
    return [
        Tab(label, reverse(f"streets:{name}"), name == current) for name, label in NAMES.items()
    ]
