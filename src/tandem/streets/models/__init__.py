"""The rows of the room, by what they are about."""

from tandem.streets.models.abroad import Handover, Hook, HookMessage, System
from tandem.streets.models.figures import Figures
from tandem.streets.models.reports import Category, Move, Photo, Report, ReportQuerySet, Voice
from tandem.streets.models.work import Job, Rule, Team, Visit

__all__ = [
    "Category",
    "Figures",
    "Handover",
    "Hook",
    "HookMessage",
    "Job",
    "Move",
    "Photo",
    "Report",
    "ReportQuerySet",
    "Rule",
    "System",
    "Team",
    "Visit",
    "Voice",
]
