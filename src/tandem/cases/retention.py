"""What becomes of a case when its person is erased, and after how long that happens by itself."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from tandem.cases import rules
from tandem.cases.looks.tasks import taken_by_herself
from tandem.cases.models import Case, CasePicture, Enclosure, Note, Reply, Step
from tandem.cases.sealed import sealed_answers
from tandem.people import protection, resealing, watching
from tandem.people.models import Person
from tandem.people.resealing import hers
from tandem.people.retention import KEPT, register
from tandem.services import drafts


def owed_to(persons: set[int]) -> Iterable[int]:
    """Those to whom an answer is owed."""
    rows = Case.objects.filter(person__in=persons, state__in=rules.OWED)
    return persons & set(rows.values_list("person", flat=True))


def empty_cases_of(person: Person) -> None:
    """The case stays with its dates, states and reason; what was said in it is gone."""
    for case in Case.objects.filter(person=person.pk):
        drafts.erase(bytes(case.draft_digest))
        case.sealed = sealed_answers(case, {"raw": {}, "changes": []})
        case.save(update_fields=["sealed"])
        Step.objects.filter(case=case).update(sealed=None)
        Note.objects.filter(case=case).update(sealed=None)
        CasePicture.objects.filter(case=case).delete()


def long_ended(now: datetime) -> list[Person]:
    """Persons of whom nothing was heard for so long that nobody has to answer for it any more."""
    rows = Case.objects.filter(person__erased_at__isnull=True).order_by()
    last = rows.values("person").annotate(last=Max("steps__at")).filter(last__lt=now - KEPT)
    return list(Person.objects.filter(pk__in=[row["person"] for row in last]).order_by("pk"))


def still_to_be_read(persons: set[int]) -> Iterable[int]:
    """Those who wrote back, where nobody has read it yet."""
    rows = Reply.objects.unread().filter(person__in=persons)
    return list(rows.values_list("person", flat=True))


def throw_away_replies_of(person: Person) -> None:
    """Her words, the address they came from and her pictures are gone."""
    Reply.objects.filter(Q(person=person) | Q(case__person=person.pk)).delete()


register(
    "cases.replies",
    why=_("What this person wrote back is still to be read."),
    needs=still_to_be_read,
    erases=throw_away_replies_of,
)


def empty_places_of(person: Person) -> None:
    Case.objects.filter(person=person.pk).update(postal_code="")


def went_on(person: Person, since: datetime) -> bool:
    """Whether something was done in a request of hers: then there was a reason to look."""
    return Step.objects.filter(case__person=person.pk, at__gt=since).exists()


watching.register("cases", went_on)
watching.register_taken("cases", taken_by_herself)
protection.register("cases", empty_places_of)
register("cases", why=_("An answer is still owed."), needs=owed_to, erases=empty_cases_of)

resealing.register(
    hers(Case, "sealed", lambda row: row.person_id, lambda row: row.digest_place),
    hers(
        Step,
        "sealed",
        lambda row: row.case.person_id,
        lambda row: f"words:{row.case.key}",
        with_it=("case",),
    ),
    hers(
        Note,
        "sealed",
        lambda row: row.case.person_id,
        lambda row: f"words:{row.case.key}",
        with_it=("case",),
    ),
    hers(CasePicture, "sealed", lambda row: row.case.person_id, with_it=("case",)),
    hers(Reply, "sealed", lambda row: row.person_id, lambda row: f"reply:{row.key}"),
    hers(
        Enclosure,
        "sealed",
        lambda row: row.reply.person_id,
        lambda row: f"enclosure:{row.reply.key}:{row.number}",
        with_it=("reply",),
    ),
)
