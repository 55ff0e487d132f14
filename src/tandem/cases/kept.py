from django.utils.translation import gettext_lazy as _

from tandem.cases.models import (
    Case,
    CasePicture,
    Closure,
    Enclosure,
    Measurement,
    Note,
    Reply,
    Step,
)
from tandem.cases.retention import long_ended
from tandem.people.keeping import Ground, Rule, erasing, register
from tandem.people.retention import KEPT

register(
    Rule(
        name="cases.requests",
        what=_("Requests, what was answered, noted and written back, and photos"),
        of=(Case, Step, Note, CasePicture, Reply, Enclosure),
        ground=Ground.TASK,
        term=KEPT,
        since=_("after the last step of her requests; then she is erased"),
        stays=_(
            "That there was a request, its sort, dates and end: an answer was owed, and is proven."
        ),
        does=erasing(long_ended),
    )
)
register(
    Rule(
        name="cases.figures",
        what=_("Services closed for a while, and what each door was worth"),
        of=(Closure, Measurement),
        ground=Ground.NOBODY,
        since=_("always: it is public"),
        stays=_("All of it; small counts were left out before."),
    )
)
