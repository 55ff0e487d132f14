"""What in a text makes a danger possible, whatever else the text says.

Deliberately wide: to be asked once too often costs a moment, to be missed may cost a life.
"""

import re
from collections.abc import Sequence
from typing import Final

from engines.triage.fold import folded

Group = tuple[str, ...]

# A * stands for any letters. Every group of a sign must be found; the order does not matter.
_SMELL = (
    "sent sens sen sentir odeur* odeure* odor* pue puent puer relent* ruik* ruk* riek* geur* geur reuk stink* gestank"
    " riech* richt rich roch smel* stank pong* siffl* gesis sis* zisch* hiss*"
)
_WIRE = (
    "*câble* *cable* *kabel* fil fils *draad* *draden* *draht* *drähte* *wire* *leitung* *leiding* ligne caténaire* catenair* catenary"
    " *kast *kasten* coffret armoire cabine* cabinet line lines schalt* pylône* *mast lead leads contact*"
)
_LIVE = (
    "elec* elek* électr* *strom* *stroom* *spannung* *spanning* *tension* power live bare blo* blank* nu denud* dénud*"
    " apparent* pend* *hang* häng* hängt hengt heng* arrach* trai* tomb* terre gevallen grond down ground loose"
    " los lose fallen gefallen boden abgerissen afgeruk* torn volt* open* ouvert* offen* frei voit frayed exposed visible* zichtbaar sichtbar bloot"
)
_COVER = (
    "taque* égout* egou* putdeksel* rioldeksel* riooldeksel* kanaldeckel* gullideckel* gullydeckel* schachtdeckel* manhole* manhol* shaft* schacht* waterput* *kolk puits bouche trappe regard"
    " gully riool* chambre"
)
_GONE = (
    "manqu* ouvert* absent* disparu* volé volée volés volées enlev* sans béant* open* weg ontbre* fehl* offen* missing gone stolen"
    " gestohlen gestolen zonder ohne without lifted uncovered découvert* unbedeckt abgedeckt"
)
_HIGH = (
    "façade* fassade* gevel* mur muur mauer* wall* toit* dak* dach* roof* chemin* cheminée* schoorsteen* schornstein* chimney*"
    " corniche* kroonlijst* gesims* cornice* balcon* balkon* balcony tuile* dakpan* ziegel* tile* brique* bakste*"
    " brick* échafaud* stelling* gerüst* scaffold* brug pont bridge brücke plafond béton* beton* concrete muret vitre* balustrade* arbre boom baum tree branche* tak"
    " poteau paal mast panneau"
)
_FALLS = (
    "tomb* fall* fäll* valt vallen fällt stürz* umstürz* menac* dreig* droh* droht détach* los* löst bouge* wankel*"
    " wackel* sway* écroul* omval* kippt umkipp* penche* come coming leaning lean scheef schief instab* helt neigt bröck* brokkel* crumbl* morceau* stuk stukken stücke* teile"
    " bits pieces lumps chunks loose drop* off beneden herunter descell*"
)

SIGNS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "danger_gas": (
        ("bonbonne* gasfles* gasflasche*", "fuit* lek* leck* leak* siffl* hiss* zisch*"),
        ("oeuf* œuf* eier* eieren egg eggs", _SMELL),
        ("*monoxyde* *monoxide* *monoxid",),
        ("co", "alarm* alerte* détect* *melder* intox* vergift* poison*"),
        ("gpl lpg cng butane propane propaan propan methaan méthane methan aardgas erdgas",),
    ),
    "danger_wire": (
        (_WIRE, _LIVE),
        (
            "électrocut* elektrocut* elektrokut* électrisé* stroomstoot* stromschlag* étincel* etincel* vonk* sparks",
        ),
        (
            "spark* funken arc",
            "pole mast strom* elec* kabel* cabinet* box laterne lamp* poteau paal kast*",
        ),
        (
            "décharge courant schok schlag shock*",
            "poteau lampadaire* lamp* laterne* lantaarn* hond chien dog hund touch* aangeraak* aanraak* berühr* got kreeg bekommen pris",
        ),
        (
            "mort morte morts mourir tué tuée dood gestorven stierf tot gestorben starb died dead killed",
            "touch* aangeraak* aanraak* aanrak* raakte geraakt berühr* angefasst",
            "poteau lampadaire* lamp* laterne* lantaarn* paal mast pole post coffret armoire *kast *kasten cabinet clôture hek zaun fence",
        ),
        ("hoogspanning* hochspannung*",),
    ),
    "danger_hole": (
        (_COVER, _GONE),
        (_HIGH, _FALLS),
        ("put putten waterput", "zonder deksel deksels open"),
        (
            "effondr* éffondr* efondr* écroul* ingestort* instort* eingestürzt* einsturz* einzustürzen collaps* colaps*"
            " ingezakt eingebrochen caved affaiss* zinkgat erdloch erdfall sinkhole* gouffre* crater abgesackt* verzakking",
        ),
        (
            "trou* gat loch hole put pit",
            "profond* diep* tief* tiefes deep béant* open* offen* énorme",
        ),
        ("vide leegte hohl void gouffre", "dessous eronder darunter below under sous"),
    ),
}
"""By built-in code: signs, each of them groups of words of which one must be found."""

_GAS: Final = re.compile(
    # The word itself as people write it: gaz gas gaze gazz guaz ghaz gqz gza, or letter by letter.
    r"\bg[auqh]{1,2}[sz]\b|\bgaze\b|\bg[sz]a\b|\bg a [sz]\b|\bga[sz]x\b"
    # Joined to what comes out of it, or to what brings it.
    r"|\bga[sz]+(?!on|ol|oil|ete|el\b|ele|t|e\b|en\b|pil|cogn|tro)\w+"
    r"|\b(ard|erd|stads|stad|stadt|flusig|bio|buta|fl)ga[sz]\b|\b(l|d|de|du)ga[sz]\b"
)
"""On folded words. Not lawns (gazon), diesel (gasoil), guests (gasten) or lanes (Gassen)."""


def _stem(written: str) -> str:
    bare = folded(written.strip("*"))
    return ("" if written.startswith("*") else " ") + bare + ("" if written.endswith("*") else " ")


HARMLESS: Final = frozenset(
    folded(one)
    for one in [
        "gazon",
        "gazons",
        "gasse",
        "gassen",
        "gässchen",
        "gast",
        "gasten",
        "gäste",
        "gasthaus",
        "gasthof",
        "gastwirt",
        "gasoil",
        "gazole",
        "gasoline",
        "magasin",
        "magasins",
        "gazette",
    ]
)
"""Words whose pieces sound like gas: what was learned of pieces alone makes no danger of them."""

_FOLDED: Final[dict[str, tuple[tuple[Group, ...], ...]]] = {
    code: tuple(
        tuple(tuple(_stem(one) for one in group.split()) for group in sign) for sign in signs
    )
    for code, signs in SIGNS.items()
}


def signs_of(code: str, folds: Sequence[str]) -> tuple[int, ...] | None:
    """Which words, by place, make this danger possible; None where none do.

    >>> signs_of("danger_gas", ["ca", "sen", "le", "gaz"])
    (3,)
    >>> signs_of("danger_wire", ["kabel", "hangt", "los"])
    (0, 1)
    >>> signs_of("danger_gas", ["tondre", "le", "gazon"]) is None
    True
    """
    text = f" {' '.join(folds)} "
    if code == "danger_gas" and (gas := _GAS.search(text)):
        return _places(text, gas.start() + (text[gas.start()] == " "), gas.end())
    for sign in _FOLDED.get(code, ()):
        found = [_first(text, group) for group in sign]
        if all(found):
            return tuple(sorted({place for spot in found for place in _places(text, *spot)}))
    return None


def _first(text: str, group: Group) -> tuple[int, int] | tuple[()]:
    """Where the first of the group stands in the text."""
    spots = [(at, at + len(stem.rstrip())) for stem in group if (at := text.find(stem)) >= 0]
    if not spots:
        return ()
    start, end = min(spots)
    return start + (text[start] == " "), end


def _places(text: str, start: int, end: int) -> tuple[int, ...]:
    """The numbers of the words that these letters touch."""
    first = text.count(" ", 0, start + 1) - 1
    return tuple(range(first, first + 1 + text.count(" ", start, end)))
