"""The rows of the room, by what they are about."""

from tandem.streets.models.abroad import Handover, Hook, HookMessage, System
from tandem.streets.models.alike import Resemblance
from tandem.streets.models.figures import Figures
from tandem.streets.models.places import KnownAddress, NamedPlace
from tandem.streets.models.reports import (
    Category,
    Move,
    Photo,
    PhotoQuerySet,
    Report,
    ReportQuerySet,
    Voice,
)
from tandem.streets.models.work import Draw, Heard, Job, Override, Rule, Team, Visit

__all__ = [
    "Category",
    "Draw",
    "Figures",
    "Handover",
    "Heard",
    "Hook",
    "HookMessage",
    "Job",
    "KnownAddress",
    "Move",
    "NamedPlace",
    "Override",
    "Photo",
    "PhotoQuerySet",
    "Report",
    "ReportQuerySet",
    "Resemblance",
    "Rule",
    "System",
    "Team",
    "Visit",
    "Voice",
]
