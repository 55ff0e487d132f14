"""What is known here of somebody who is erased: her words go, that something was given stays."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tandem.mandates.models import Consent, Goal, Mandate
from tandem.people import resealing
from tandem.people.models import Person
from tandem.people.resealing import hers
from tandem.people.retention import register


def letting_somebody_act(persons: set[int]) -> Iterable[int]:
    """Whoever still lets somebody act for her, confirmed or not."""
    standing = Mandate.objects.standing().filter(person__in=persons)
    return list(standing.values_list("person", flat=True))


def empty_words_of(person: Person) -> None:
    Mandate.objects.filter(person=person).update(sealed=None)
    Goal.objects.filter(person=person).delete()
    Consent.objects.filter(person=person).update(reference="")


register(
    "mandates",
    why=_("This person still lets somebody act for her."),
    needs=letting_somebody_act,
    erases=empty_words_of,
)

resealing.register(
    hers(Mandate, "sealed", lambda row: row.person_id),
    hers(Goal, "sealed", lambda row: row.person_id),
)
