"""What lies with others: given to a neighbour, come back, given to the region, who answers by mail."""

from datetime import date, timedelta

from django.utils import timezone

from tandem.cases.actions import take_reply
from tandem.cases.sealed import Written
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.outbox.models import Message
from tandem.streets import handing, systems, visits
from tandem.streets.access_abroad import neighbours
from tandem.streets.choices import Ground
from tandem.streets.handing import To
from tandem.streets.models import Report
from tandem.tenancy.scope import required, within
from tandem.territory import scopes
from tandem.territory.models import Organisation

REGION_EMAIL = "routes@region.example"
SAID = {
    "fr": {
        "region": "Les routes de la Région",
        "ask": "Le trou est au milieu d’une route régionale.",
        "ask_first": "Le trou est à la frontière de votre commune.",
        "not_ours": "Ce bout de route est à la Région.",
        "play": "La plaine de jeux est de votre côté de la frontière.",
        "answer": "Bonjour, merci. Ce n’est pas encore réparé : prévu le {day}. Bien à vous",
    },
    "nl": {
        "region": "De wegen van het Gewest",
        "ask": "De put ligt midden op een gewestweg.",
        "ask_first": "De put ligt op de grens met uw gemeente.",
        "not_ours": "Dit stuk weg is van het Gewest.",
        "play": "Het speelplein ligt aan uw kant van de grens.",
        "answer": "Dag, bedankt. Het is nog niet hersteld: gepland op {day}. Vriendelijke groeten",
    },
    "de": {
        "region": "Die Straßen der Region",
        "ask": "Das Loch ist mitten auf einer Regionalstraße.",
        "ask_first": "Das Loch ist an der Grenze zu Ihrer Gemeinde.",
        "not_ours": "Dieses Stück Straße gehört der Region.",
        "play": "Der Spielplatz liegt auf Ihrer Seite der Grenze.",
        "answer": "Guten Tag, danke. Es ist noch nicht repariert: geplant am {day}. Mit freundlichen Grüßen",
    },
}


def hand_on(organisation: Organisation, reports: dict[str, Report], language: str) -> None:
    """In the name of an officer, in the scope of the organisation."""
    said = SAID.get(language, SAID["fr"])
    neighbour = _neighbour(organisation)
    if neighbour is not None:
        given = To(Ground.COMMUNE, organisation=neighbour)
        first = handing.hand_over(reports["pothole"], given, said["ask_first"])
        handing.came_back(first, said["not_ours"])
        with within(required() | scopes.of_organisation(neighbour)):
            handing.let_go(neighbour, reports["pothole"])
        handing.hand_over(reports["playground"], given, said["play"])
    region = systems.add_addressee(
        organisation, name=said["region"], ground=Ground.REGION, email=REGION_EMAIL
    )
    pothole = Report.objects.get(pk=reports["pothole"].pk)
    handover = handing.hand_over(pothole, To(Ground.REGION, system=region), said["ask"])
    message = Message.objects.about(handover).first()
    if message is not None:
        day = timezone.localdate() + timedelta(days=12)
        words = said["answer"].format(day=f"{day.day}/{day.month}/{day.year}")
        with acting(Asker(door=Door.EMAIL)):
            take_reply(message, Written(words, sender=REGION_EMAIL), from_her_address=True)


def _neighbour(organisation: Organisation) -> Organisation | None:
    """The nearest town hall on the same platform."""
    here = organisation.area
    found = [one for one in neighbours(organisation) if one.takes_in]
    return min(
        found,
        key=lambda one: ((one.area.lat - here.lat) ** 2 + (one.area.lon - here.lon) ** 2, one.pk),
        default=None,
    )


def draw_visits(organisation: Organisation, repaired: Report, today: date) -> None:
    """As if it had been repaired last month: somebody who did not repair it goes to look."""
    ended = timezone.now() - timedelta(days=today.day + 2)
    Report.objects.filter(pk=repaired.pk).update(ended_at=ended)
    visits.draw(organisation, today)
