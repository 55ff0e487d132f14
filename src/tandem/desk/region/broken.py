"""What is broken in the region: told through the house's own doors, and some of it repaired."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone, translation

from tandem.cases.opening import open_case
from tandem.desk.region import inhabitants, landmarks, seasons, works
from tandem.desk.region.past import as_of
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.alike import SAME_AS
from tandem.services.catalogue import known
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.streets import grid
from tandem.streets.jobs import count_for
from tandem.streets.models import Move, Report, Voice
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Area, Organisation
from tandem.toolbox.invented.addresses import invent_street
from tandem.toolbox.invented.facts import CommuneFacts, chance

TOLD: tuple[tuple[str, str, str], ...] = (
    ("lamp", "Le lampadaire devant le numéro 12 est éteint.", "De straatlamp is al een week uit."),
    ("dumping", "Un matelas et des sacs sur le trottoir.", "Een matras en zakken op de stoep."),
    ("pothole", "Un gros trou au milieu de la chaussée.", "Een diepe put midden op de weg."),
    ("pavement", "Des dalles soulevées, ma poussette s’y coince.", "Losse tegels, mijn rollator haakt vast."),
    ("tree", "Une branche cassée pend au-dessus du banc.", "Een gebroken tak hangt boven de bank."),
    ("bin", "La poubelle déborde depuis dimanche.", "De vuilnisbak zit al dagen overvol."),
    ("water", "L’avaloir est bouché, la rue est inondée.", "De rioolput is verstopt, de straat staat blank."),
    ("playground", "La balançoire n’a plus de siège.", "De schommel heeft geen zitje meer."),
)  # fmt: skip
DOORS = (Door.WEB, Door.PHONE, Door.PAPER, Door.SMS, Door.WEB, Door.INPERSON, Door.EMAIL)
OF_A_COMMUNE, OF_SHOWN = 2, 8
BEFORE, BEFORE_WHERE_SHOWN = 12, 480
"""How many have ended by now, over five quarters of a year."""
AS_TWO = 4
"""Which of them is told as if it were new, though it was known."""


def happen(seed: int, organisation: Organisation, facts: CommuneFacts, *, shown: bool) -> int:
    """Some weeks of things that broke in this commune; how many were told."""
    rng = chance(seed, "broken", facts.nis)
    many = OF_SHOWN if shown else OF_A_COMMUNE
    with translation.override(facts.languages[0]):
        works.set_up(organisation, shown=shown)
        with transaction_within(scopes.of_organisation(organisation)):
            inhabitants.say(organisation, facts.nis)
            seasons.go_by(seed, organisation, facts, BEFORE_WHERE_SHOWN if shown else BEFORE)
            before = Report.objects.aggregate(last=Max("pk"))["last"] or 0
        if shown:
            with transaction_within(scopes.of_organisation(organisation)):
                landmarks.name(organisation, facts, chance(seed, "landmarks", facts.nis))
        times_ago = map(_ago, reversed(range(many + shown)))
        for number in range(many):
            _told(
                rng,
                number,
                organisation.area,
                facts,
                times_ago,
                again=shown and number % 3 == 0,
                twice=shown and number == AS_TWO,
            )
        with transaction_within(scopes.of_organisation(organisation)):
            landmarks.name_streets(organisation)
            for number, report in enumerate(Report.objects.filter(pk__gt=before).order_by("-pk")):
                _some_time_ago(report, number)
        works.go_on(organisation, shown=shown)
        with transaction_within(scopes.of_organisation(organisation)):
            count_for(organisation, timezone.localdate())
    return many


def _told(
    rng: Random,
    number: int,
    commune: Area,
    facts: CommuneFacts,
    times_ago: Iterator[timedelta],
    *,
    again: bool,
    twice: bool,
) -> None:
    service, language = known("report-broken"), facts.languages[number % len(facts.languages)]
    kind, in_french, in_dutch = TOLD[number % len(TOLD)]
    door = DOORS[number % len(DOORS)]
    street = f"{invent_street(rng, language)} {rng.randrange(1, 120)}"
    words = in_dutch if language == "nl" else in_french
    near = commune.lat + rng.uniform(-0.008, 0.008), commune.lon + rng.uniform(-0.01, 0.01)
    mark = grid.square_at(commune, near) if number % 2 else f"{near[0]:.5f}, {near[1]:.5f}"
    said = {
        "where_postal_code": facts.postal_codes[number % len(facts.postal_codes)],
        "where_street": street,
        "where_landmark": "",
        "where_mark": mark,
        "what": words,
        "kind": kind,
        "reach_channel": "desk",
    }
    with as_of(Move, "at", timezone.now() - next(times_ago)):
        _send(service, language, door, {name: [value] for name, value in said.items()})
    if twice:
        # Somebody else told of it without looking at what was known: a colleague sees them side by side.
        with as_of(Move, "at", timezone.now() - next(times_ago)):
            _send(service, language, Door.PHONE, {name: [value] for name, value in said.items()})
    if again:
        # Somebody else saw it too.
        _send(service, language, Door.WEB, {name: [value] for name, value in said.items()}, True)


@transaction.atomic
def _send(
    service: type[Service], language: str, door: Door, answers: Raw, joins: bool = False
) -> None:
    with acting(Asker(door=door)), translation.override(language):
        draft = drafts.begin(service, language, door=door)
        draft = (
            drafts.keep(draft.code, answers, asked=["where", "what", "kind"], door=door) or draft
        )
        if joins:
            found = service.form(draft.answers).alike()
            same = {SAME_AS: [found[0].key]} if found else {}
            drafts.keep(draft.code, same, asked=[], door=door)
        open_case(draft.code, door=door)


def _some_time_ago(report: Report, number: int) -> None:
    ago = _ago(number)
    Report.objects.filter(pk=report.pk).update(
        reported_at=F("reported_at") - ago, due_on=F("due_on") - timedelta(days=ago.days)
    )
    Voice.objects.filter(report=report).update(at=F("at") - ago)


def _ago(number: int) -> timedelta:
    return timedelta(days=3 + 5 * number, hours=7 * number % 10)
