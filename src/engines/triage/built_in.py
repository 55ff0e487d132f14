"""The categories a commune begins with, and their everyday words. It may change all of it."""

from typing import Final

from engines.triage.learned import LEARNED, Labelled
from engines.triage.question import LANGUAGES, Category

_WORDS: Final = {
    "lamp": (
        "lampadaire, lampe, réverbère, éclairage, noir, éclairage public, ampoule",
        "straatlamp, lamp, lantaarn, lantaarnpaal, verlichting, donker, straatverlichting, verlichtingspaal",
        "laterne, lampe, straßenlampe, straßenlaterne, beleuchtung, dunkel",
        "street light, streetlight, lamp post, street lamp, lamp, lighting, bulb, dark",
    ),
    "pothole": (
        "nid de poule, chaussée, asphalte, macadam, goudron, route",
        "put in de weg, putten, wegdek, rijbaan, rijweg, asfalt, kuil",
        "schlagloch, schlaglöcher, fahrbahn, asphalt, straßenbelag",
        "pothole, pot hole, hole in the road, road surface, tarmac, asphalt, cobbles, rut",
    ),
    "pavement": (
        "trottoir, dalle, bordure, pavé",
        "stoep, voetpad, stoeptegel, tegel, boordsteen, trottoir",
        "gehweg, bürgersteig, gehsteig, gehwegplatte, bordstein",
        "pavement, sidewalk, paving, slab, kerb, footway, footpath, tripped, wheelchair",
    ),
    "dumping": (
        "dépôt clandestin, dépôt sauvage, encombrants, ordures, déchets, matelas, sacs poubelle, frigo, divan, meubles, gravats",
        "sluikstort, zwerfvuil, grof vuil, matras, vuilniszakken, afval, gedumpt, frigo, zetel, meubels, steenpuin",
        "sperrmüll, wilder müll, abfall, matratze, müllsäcke, ablagerung, kühlschrank, sofa, möbel, bauschutt",
        "fly tipping, dumping, dumped, rubbish, mattress, waste, garbage, fridge, sofa, furniture, rubble",
    ),
    "bin": (
        "poubelle, poubelle publique, corbeille, déborde, vidée",
        "vuilbak, vuilnisbak, prullenbak, afvalbak, prullenmand, loopt over, geleegd",
        "mülleimer, papierkorb, abfalleimer, abfallkorb, quillt über, geleert",
        "bin, bins, litter bin, trash can, waste basket, overflowing, emptied",
    ),
    "graffiti": (
        "graffiti, tag, tagué, affichage sauvage, affiches",
        "graffiti, tag, beklad, bekladding, wildplakken",
        "graffiti, besprüht, beschmiert, schmierereien",
        "graffiti, sprayed, spray paint, tagged, tagging, posters, stickers, slogan",
    ),
    "sign": (
        "panneau, feu rouge, feu de signalisation, plaque de rue, passage pour piétons, marquage",
        "verkeersbord, verkeerslicht, stopbord, straatnaambord, zebrapad, bord",
        "ampel, schild, verkehrsschild, zebrastreifen, markierung",
        "traffic light, traffic lights, sign, road sign, zebra crossing, road markings, junction",
    ),
    "tree": (
        "arbre, branche, haie, herbe, élaguer, tondre, mauvaises herbes, ronces",
        "boom, tak, haag, gras, onkruid, snoeien, maaien",
        "baum, ast, hecke, gras, unkraut, äste",
        "tree, trees, branch, branches, hedge, grass, lawn, weeds, nettles, pruning",
    ),
    "water": (
        "avaloir, égout, fuite d'eau, inondation, inondée, flaque, caniveau",
        "straatkolk, riool, waterlek, overstroming, plas, goot, verstopt",
        "gully, kanal, wasserrohrbruch, überschwemmung, pfütze, abfluss, verstopft",
        "drain, sewer, water leak, water, flooded, flooding, puddle, gutter, gully, blocked",
    ),
    "playground": (
        "plaine de jeux, aire de jeux, balançoire, toboggan, banc, banc public",
        "speelplein, speeltuin, schommel, glijbaan, zitbank, speeltoestel",
        "spielplatz, schaukel, rutsche, parkbank, sitzbank, spielgerät",
        "playground, play area, swing, slide, bench, picnic table, climbing frame, sandpit",
    ),
    "bikes": (
        "vélo abandonné, vélo, épave, scooter, remorque, voiture abandonnée, trottinette, arceaux",
        "fietswrak, fiets, bromfiets, achtergelaten fiets, auto, autowrak, deelstep, fietsenstalling",
        "schrottrad, fahrrad, schrottauto, kennzeichen, fahrradständer, roller, anhänger",
        "abandoned bike, abandoned car, bicycle, bike, wreck, e-scooter, scooter, moped, trailer, bike rack, car",
    ),
    "animal": (
        "animal mort, mort, rat, rats, pigeon, chat, chien, renard, nid, guêpes, frelons",
        "dood dier, dode, rat, ratten, duif, kat, hond, vos, nest, wespennest, rupsen",
        "totes tier, tote, ratte, ratten, taube, katze, hund, fuchs, nest, wespen, hornissen",
        "dead animal, dead, rat, rats, pigeon, cat, dog, fox, nest, wasp, hornets, cockroaches",
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
