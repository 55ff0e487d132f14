"""The public card of the algorithm that says which boxes of a form are ticked."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from tandem.register.cards import Card

SHEETS = Card(
    slug="sheets",
    version="3",
    title=_("What the machine reads of a form on paper"),
    purpose=_("To say which boxes are ticked, so that nobody has to type them over."),
    data=_("The scan of the form, and where its boxes were printed."),
    not_used=_(
        "Handwriting, signatures and drawings; how somebody writes, how hard she presses, "
        "and who she is."
    ),
    rules=(
        _("A box with nothing in it is empty. One with a plain mark in pen is ticked."),
        _("A pale, small, struck-out or filled-out mark is left to a person."),
        _("Two ticks where one answer is asked are left to a person."),
        _("Where somebody has written by hand, a person reads it."),
    ),
    answers_for=_("The organisation that received the form."),
    decides=_(
        "A colleague sees the paper beside each answer and corrects it. If nobody can read it, "
        "the person is asked."
    ),
    source="engines/sheets/README.md",
    since=date(2026, 11, 26),
)
