"""The categories a commune begins with, and their everyday words. It may change all of it."""

from typing import Final

from engines.triage.learned import LEARNED, Labelled
from engines.triage.question import LANGUAGES, Category

_WORDS: Final = {
    "lamp": (
        "lampadaire, réverbère, éclairage, éclairage public, ampoule",
        "straatlamp, lantaarn, lantaarnpaal, verlichting, straatverlichting, verlichtingspaal",
        "laterne, straßenlampe, straßenlaterne, beleuchtung",
        "street light, streetlight, lamp post, street lamp, lighting",
    ),
    "pothole": (
        "nid de poule, chaussée, asphalte, macadam, goudron, route",
        "put in de weg, wegdek, rijbaan, rijweg, asfalt, kuil",
        "schlagloch, fahrbahn, asphalt, straßenbelag",
        "pothole, pot hole, road surface, tarmac, asphalt",
    ),
    "pavement": (
        "trottoir, dalle, bordure, pavé",
        "stoep, voetpad, stoeptegel, tegel, boordsteen, trottoir",
        "gehweg, bürgersteig, gehsteig, gehwegplatte, bordstein",
        "pavement, sidewalk, paving, slab, kerb, footway",
    ),
    "dumping": (
        "dépôt clandestin, dépôt sauvage, encombrants, ordures, déchets, matelas, sacs poubelle",
        "sluikstort, zwerfvuil, grof vuil, matras, vuilniszakken, afval, gedumpt",
        "sperrmüll, wilder müll, abfall, matratze, müllsäcke, ablagerung",
        "fly tipping, dumping, dumped, rubbish, mattress, waste",
    ),
    "bin": (
        "poubelle, poubelle publique, corbeille",
        "vuilbak, vuilnisbak, prullenbak, afvalbak, prullenmand",
        "mülleimer, papierkorb, abfalleimer, abfallkorb",
        "bin, litter bin, trash can, waste basket",
    ),
    "graffiti": (
        "graffiti, tag, tagué, affichage sauvage, affiches",
        "graffiti, tag, beklad, bekladding, wildplakken",
        "graffiti, besprüht, beschmiert, schmierereien",
        "graffiti, sprayed, tagging, fly posters",
    ),
    "sign": (
        "panneau, feu rouge, feu de signalisation, plaque de rue, passage pour piétons, marquage",
        "verkeersbord, verkeerslicht, stopbord, straatnaambord, zebrapad, bord",
        "ampel, schild, verkehrsschild, zebrastreifen, markierung",
        "traffic light, sign, road sign, zebra crossing",
    ),
    "tree": (
        "arbre, branche, haie, herbe, élaguer, tondre, mauvaises herbes, ronces",
        "boom, tak, haag, gras, onkruid, snoeien, maaien",
        "baum, ast, hecke, gras, unkraut, äste",
        "tree, branch, hedge, grass, weeds, nettles",
    ),
    "water": (
        "avaloir, égout, fuite d'eau, inondation, inondée, flaque, caniveau",
        "straatkolk, riool, waterlek, overstroming, plas, goot, verstopt",
        "gully, kanal, wasserrohrbruch, überschwemmung, pfütze, abfluss, verstopft",
        "drain, sewer, water leak, flooded, puddle, gutter, gully",
    ),
    "playground": (
        "plaine de jeux, aire de jeux, balançoire, toboggan, banc, banc public",
        "speelplein, speeltuin, schommel, glijbaan, zitbank, speeltoestel",
        "spielplatz, schaukel, rutsche, parkbank, sitzbank, spielgerät",
        "playground, swing, slide, bench, picnic table",
    ),
    "bikes": (
        "vélo abandonné, épave, voiture abandonnée, trottinette, arceaux",
        "fietswrak, achtergelaten fiets, autowrak, deelstep, fietsenstalling",
        "schrottrad, schrottauto, fahrradständer, roller, anhänger",
        "abandoned bike, abandoned car, wreck, e-scooter, bike rack",
    ),
    "animal": (
        "animal mort, rat, rats, pigeon, guêpes, frelons, chat mort",
        "dood dier, rat, ratten, duif, wespennest, rupsen",
        "totes tier, ratte, ratten, taube, wespen, hornissen",
        "dead animal, rat, rats, pigeon, wasp, hornets",
    ),
    "danger_gas": (
        "odeur de gaz, fuite de gaz",
        "gasgeur, gaslek",
        "gasgeruch, gasleck",
        "gas leak",
    ),
    "danger_wire": (
        "câble électrique, fil électrique",
        "elektriciteitskabel, blote draden",
        "stromkabel, stromleitung",
        "electric cable, live wire, power line",
    ),
    "danger_hole": (
        "effondrement, plaque d'égout manquante",
        "ingestort, putdeksel weg",
        "eingestürzt, kanaldeckel fehlt",
        "collapse, manhole cover missing",
    ),
    "other": ("", "", "", ""),
}


def _category(code: str) -> Category:
    told = {
        language: tuple(word for word in words.split(", ") if word)
        for language, words in zip(LANGUAGES, _WORDS[code], strict=True)
    }
    return Category(code, told, learned=code, danger=code.startswith("danger_"))


BUILT_IN: Final = tuple(_category(code) for code in LEARNED)
EVERYDAY: Final = tuple(
    Labelled(one.code, language, word)
    for one in BUILT_IN
    for language, listed in one.words.items()
    for word in listed
)
"""The same as labelled texts: the weights learn from them too."""
