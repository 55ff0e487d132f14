"""Places that people of the shown communes can name: all of them invented, like its streets."""

from random import Random

from tandem.streets import grid, naming, public
from tandem.streets.forms_map import Entry
from tandem.streets.models import NamedPlace, Report
from tandem.territory.models import Area, Organisation
from tandem.toolbox.invented.facts import CommuneFacts

FRENCH = (
    *("École des Hirondelles", "Gare de la Petite Arche", "Place de la Fontaine Bleue", "Parc du Hérisson"),
    *("Piscine des Trois Vagues", "Arrêt Grand Sureau", "Bibliothèque de la Lanterne", "Église Sainte-Amie"),
    *("Marché aux Carottes", "Plaine de jeux des Marelles", "Maison de quartier Le Fil", "Passerelle du Ruisseau Caché"),
    *("Clinique du Coquelicot", "Rond-point des Cerfs-volants", "Crèche Les Bulles", "Salle des Accordéons"),
)  # fmt: skip
DUTCH = (
    *("Zwaluwenschool", "Station Kleine Boog", "Blauwefonteinplein", "Egelpark"),
    *("Zwembad Drie Golven", "Halte Grote Vlier", "Bibliotheek De Lantaarn", "Sint-Vriendinkerk"),
    *("Wortelmarkt", "Speelplein De Hinkelbaan", "Buurthuis De Draad", "Brug over de Stille Beek"),
    *("Klaprooskliniek", "Vliegersrotonde", "Crèche De Bubbels", "Accordeonzaal"),
)  # fmt: skip

TOURED = {"fr": "Rue du Vieux Cerisier", "nl": "Kriekenboomstraat"}
"""The street of `docs/guides/try-every-door.md`: on the list wherever the chance of the rest leads."""


def name(organisation: Organisation, facts: CommuneFacts, rng: Random) -> None:
    """In the languages of the commune, around its middle."""
    both = {"fr": FRENCH, "nl": DUTCH}
    spoken = [both[language] for language in facts.languages if language in both] or [FRENCH]
    names = [" / ".join(same) for same in zip(*spoken, strict=True)]
    toured = [TOURED[language] for language in facts.languages if language in TOURED]
    names += [" / ".join(toured or [TOURED["fr"]])]
    entries = [Entry(one, _near(organisation.area, rng)) for one in names]
    naming.name_places(
        organisation, [one for one in entries if grid.square_at(organisation.area, one.point)]
    )


def name_streets(organisation: Organisation) -> None:
    """Those of which something was told stand on the list too."""
    area = organisation.area
    rows = NamedPlace.objects.filter(organisation=organisation, territory=area)
    entries = [Entry(row.name, (row.lat, row.lon)) for row in rows]
    told = Report.objects.filter(organisation=organisation, lat__isnull=False).exclude(street="")
    for report in told.order_by("pk"):
        name = public.without_number(report.street)
        point = (report.lat or 0.0, report.lon or 0.0)
        if name not in {one.name for one in entries} and grid.square_at(area, point):
            entries.append(Entry(name, point))
    naming.name_places(organisation, entries)


def _near(commune: Area, rng: Random) -> grid.Point:
    lat = round(commune.lat + rng.uniform(-0.016, 0.016), 5)
    return lat, round(commune.lon + rng.uniform(-0.022, 0.022), 5)
