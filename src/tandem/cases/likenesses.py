"""Requests of people who are perhaps one person: a list without names, and one pair side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from tandem.cases.models import Case
from tandem.cases.queries import title_of
from tandem.journal.choices import Purpose
from tandem.people.choices import Channel, LikenessState, TraceKind
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.joining import has_ways_in
from tandem.people.models import Likeness, Person
from tandem.people.reveal import reveal
from tandem.people.watching import turn_away
from tandem.services.declaration import Promise
from tandem.territory.choices import Role
from tandem.toolbox.telephone import readable
from tandem.ui.formats import day, short_day

DECIDING = frozenset({Role.OPERATOR, Role.COORDINATOR})
DECIDED_WITHIN = Promise(working_days=2)
"""So that nobody waits longer because somebody is alike: the shortest promise of the house."""
SHOWN_AFTERWARDS = timedelta(days=30)
MOST = 100
IN_COMMON = {
    TraceKind.WORD: gettext_lazy("name"),
    TraceKind.SOUND: gettext_lazy("sound of the name"),
    TraceKind.PHONE: gettext_lazy("telephone number"),
    TraceKind.EMAIL: gettext_lazy("e-mail address"),
    TraceKind.BIRTH: gettext_lazy("date of birth"),
}


def organisations_of(request: PersonRequest) -> tuple[int, ...]:
    """Those for which she takes calls or coordinates; a neighbour's pairs are the neighbour's."""
    kept = [m for m in request.memberships if m.role in DECIDING]
    return tuple(sorted({key for m in kept for key in (m.organisation_id, *m.answers_for)}))


def undecided(organisations: Iterable[int]) -> int:
    return Likeness.objects.undecided().filter(organisation__in=organisations).count()


@dataclass(frozen=True, slots=True)
class Line:
    """One pair as it stands in the list: requests, and what they share; nobody's name."""

    likeness: Likeness
    requests: str
    same: str
    since: str
    late: bool
    state: str
    counted: str
    """Until somebody decides."""


def lines(organisations: Iterable[int]) -> tuple[list[Line], list[Line]]:
    """What is to be decided, longest waiting first; then what was decided of late."""
    rows = Likeness.objects.filter(organisation__in=organisations)
    since = timezone.now() - SHOWN_AFTERWARDS
    waiting = list(rows.undecided().order_by("pk")[:MOST])
    done = list(rows.decided().filter(decided_at__gt=since).order_by("-decided_at", "-pk")[:MOST])
    references = _references(waiting + done)
    today = timezone.localdate()
    return [_line(row, references, today) for row in waiting], [
        _line(row, references, today) for row in done
    ]


def _references(rows: list[Likeness]) -> dict[int, list[str]]:
    persons = {key for row in rows for key in (row.one_id, row.other_id)}
    found: dict[int, list[str]] = {}
    for case in Case.objects.filter(person__in=persons).order_by("pk"):
        found.setdefault(case.person_id or 0, []).append(case.shown_reference)
    return found


def _line(row: Likeness, references: dict[int, list[str]], today: date) -> Line:
    noted = timezone.localdate(row.noted_at)
    days = (today - noted).days
    said = [", ".join(references.get(key, [])) for key in (row.one_id, row.other_id)]
    if row.across:
        said[0] = _("known to a neighbouring commune")
    is_open = row.state == LikenessState.OPEN
    return Line(
        likeness=row,
        requests=" · ".join(one or _("no request") for one in said),
        same=in_common(row),
        since=ngettext("for %(days)s day", "for %(days)s days", days) % {"days": days}
        if days
        else _("since today"),
        late=is_open and DECIDED_WITHIN.due_on(noted) < today,
        state=str(LikenessState(row.state).label),
        counted=_("counted apart until then") if row.apart else _("counted as one until then"),
    )


def in_common(row: Likeness) -> str:
    # The sound of a name says nothing more where the name itself is the same.
    kinds = [
        kind
        for kind in TraceKind
        if kind in row.same and not (kind == TraceKind.SOUND and TraceKind.WORD in row.same)
    ]
    return ", ".join(str(IN_COMMON[kind]) for kind in kinds)


def pair(request: PersonRequest, key: UUID) -> Likeness:
    """A pair of an organisation she works for, or 404; refused where one of both excluded her."""
    rows = Likeness.objects.filter(organisation__in=organisations_of(request), key=key)
    row = rows.first()
    if row is None:
        raise Http404
    # A neighbour's record is the neighbour's: nothing of it is seen or asked here.
    turn_away([row.other] if row.across else [row.one, row.other])
    return row


@dataclass(frozen=True, slots=True)
class Side:
    """One record of the pair, opened."""

    title: str
    facts: list[tuple[str, str]]
    requests: list[str]


def opened(row: Likeness) -> tuple[Side, Side]:
    """Both, side by side: one look at each, in the journal before anything is shown. Of somebody
    known to a neighbour nothing is shown: who it is never crosses a border.
    """
    if row.across:
        seen = reveal([row.other], Purpose.RECOGNISE, what="people.compared", about=row)
        ours = _side(row.other, seen.get(row.other_id, Identity()))
        said = _("Who it is, is not shown here. Compare by telephone with the coordinators there.")
        return Side(_("Known to a neighbouring commune"), [], [said]), ours
    both = [row.one, row.other]
    known = reveal(both, Purpose.RECOGNISE, what="people.compared", about=row)
    first, last = (_side(person, known.get(person.pk, Identity())) for person in both)
    return first, last


def _side(person: Person, who: Identity) -> Side:
    place = ", ".join(filter(None, [who.street, person.postal_code]))
    facts = [
        (pgettext("of a person", "Name"), who.full_name),
        (_("Before you reach this person"), who.safe_contact),
        (_("Date of birth"), short_day(who.birthday) if who.birthday else ""),
        (_("Telephone number"), readable(who.phone) if who.phone else ""),
        (_("E-mail address"), who.email),
        (_("Address"), place),
        (_("Wishes to be reached"), str(Channel(person.channel).label)),
        (_("Letters"), _("never to this address") if person.never_write else ""),
        (_("Messages"), _("never leave word") if person.never_leave_word else ""),
        (_("Signing in"), _("somebody added ways to sign in") if has_ways_in(person) else ""),
    ]
    cases = Case.objects.filter(person=person.pk).order_by("pk")
    return Side(
        title=_("Known since %(date)s") % {"date": day(person.registered_at)},
        facts=[(label, said) for label, said in facts if said],
        requests=[
            f"{case.shown_reference}, {title_of(case)}, {short_day(case.opened_at)}"
            for case in cases[:MOST]
        ],
    )
