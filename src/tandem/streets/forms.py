from django.utils.translation import gettext_lazy as _

from tandem.services.composites import Reach
from tandem.services.forms import ServiceForm
from tandem.services.places import Spot
from tandem.services.questions import Long, OneOf
from tandem.streets.kinds import BUILT_IN, kinds_of
from tandem.territory.models import Area

KIND_CHOICES = tuple((kind.code, kind.label) for kind in BUILT_IN)


class ReportBrokenForm(ServiceForm):
    """Five questions at most; the first two suffice to find it and to send somebody."""

    place_is_home = False
    who_question = ""

    where = Spot(
        _("Where is it?"),
        spoken=_("Where is it? Tell me the street, or what stands near it."),
        short=_("Where is it? Its postal code?"),
        why=_("So that the team finds it. The place is public; what you write of it is not."),
    )
    kind = OneOf(
        _("What is broken?"),
        choices=KIND_CHOICES,
        spoken=_("What is broken, or dangerous?"),
        short=_("What is broken? Answer with the number."),
        help=_("A smell of gas, or an electric wire? Go away from it and call 112 first."),
    )
    what = Long(
        _("What do you see?"),
        most=600,
        example=_("The lamp before the school has been out since Monday."),
        help=_("Name nobody. A few words are enough."),
        short=_("What do you see? A few words."),
        optional=True,
    )
    reach = Reach(
        _("How can we tell you when it is repaired?"),
        with_who=True,
        why=_("Only to tell you what becomes of it. You need not give your name."),
    )

    def fit_to(self, place: Area) -> None:
        choices = [(kind.code, kind.label) for kind in kinds_of(place)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
