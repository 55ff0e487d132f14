"""In which language of the house somebody writes, or wishes to be written to, as her own words tell.

A few hundred of the commonest words are enough for a sentence, and no library is: most need a page to be
sure, and guess among a hundred languages. Where it is not sure, nothing is said.
"""

import re
from collections import Counter

from tandem.toolbox.folding import fold


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


NAMES = {
    **dict.fromkeys(("fr", "francais", "french", "frans", "franzosisch"), "fr"),
    **dict.fromkeys(("nl", "nederlands", "dutch", "neerlandais", "niederlandisch"), "nl"),
    **dict.fromkeys(("de", "deutsch", "german", "allemand", "duits"), "de"),
    **dict.fromkeys(("en", "english", "anglais", "engels", "englisch"), "en"),
}
"""What the languages are called in each of them."""
WORDS = {
    "fr": _words(
        "le la les un une des du de et est sont au aux ce cet cette ces mon ma mes votre vos notre nos je j "
        "il elle on nous vous ils qui que qu quoi ne n pas plus en dans sur sous pour par avec sans chez depuis "
        "devant derriere pres c d l s y ai avons avez ont etait etre fait faire peut pouvez peux besoin voudrais "
        "bonjour bonsoir merci svp plait aide tres tout tous bien mais ou comme si cassee casse dangereux "
        "lampadaire trottoir odeur gaz hier lundi mardi mercredi jeudi vendredi samedi dimanche francais comprends "
        "parle trou arbre tombe eteint eteinte marche fonctionne plusieurs jours semaine"
    ),
    "nl": _words(
        "de het een en van in is zijn niet geen ik je u hij zij we wij ze er op aan te met voor naar bij uit "
        "om ook als maar dat die dit deze wat waar hoe heb heeft hebben ben bent was wordt kan kunt kunnen moet "
        "wil graag hallo dag goedendag beste bedankt dank aub alstublieft hulp help al sinds nog mijn uw onze "
        "ons naast achter tegenover tussen kapot lamp gasgeur stuk brandt straatlamp straatverlichting lantaarn gat voetpad "
        "stoep gevaarlijk ruikt stinkt geur sterke gisteren maandag dinsdag woensdag donderdag vrijdag zaterdag "
        "zondag nederlands versta begrijp spreek boom gevallen licht werkt dagen week ligt staat of"
    ),
    "de": _words(
        "der die das ein eine einen einem einer und ist sind nicht kein keine ich du er sie es wir ihr mir mich "
        "uns euch in im am an auf zu zum zur mit fur von vom bei aus nach seit vor hinter neben zwischen auch "
        "aber dass was wie wo habe hat haben bin war wird kann konnen muss mochte bitte hallo guten tag danke "
        "hilfe noch schon mein meine unsere kaputt defekt brennt strassenlampe laterne loch gehweg gefahrlich "
        "riecht stinkt starker geruch gasgeruch gestern montag dienstag mittwoch donnerstag freitag samstag sonntag "
        "deutsch verstehe spreche baum umgefallen geht funktioniert tagen woche brauche ihre"
    ),
    "en": _words(
        "the an and is are not no i my me you your he she it we our they there this that these in on at to of "
        "for from with without by since near before behind out has have had was were be been can could will "
        "would do does don t s what where how please hello dear thanks thank help need want broken lamp light "
        "streetlight street pavement hole smell strong dangerous tree fallen down yesterday monday tuesday "
        "wednesday thursday friday saturday sunday english understand speak working works days week very"
    ),
}
"""The commonest in what is written to us, folded."""
LETTERS = {"fr": "çèêàùûôîœ«", "de": "ßäöü"}
"""That none of the others writes."""
STREET = re.compile(
    r"\b(rue|avenue|av|chaussee|boulevard|bd|place|quai|square|allee|clos)"
    r"(?: (?:de|du|des|la|le|les|l|d|aux?))+ "
)
"""Names of streets are written in one language by whoever speaks another."""
NOT = _words("pas geen niet kein keine nicht not no don")
WISHING = NOT | _words(
    "please svp stp plait aub alstublieft graag bitte in en auf can could pouvez peut kan kunt kann konnen"
)
"""With one of these a language that is named is asked for; without, she may tell of an interpreter."""
LEAST, TIMES = 2, 1.5
"""So many words tell it, and so many times more than of any other language."""
MOST_READ = 2_000
MOST_OF_A_WISH = 15


def guessed(text: str) -> str:
    """Its language; empty where it is not sure.

    >>> guessed("De lamp aan de Lindestraat 12 brandt niet"), guessed("Rue des Tilleuls 12"), guessed("1")
    ('nl', '', '')
    """
    said = text[:MOST_READ]
    words = STREET.sub(" ", fold(said)).split()
    points = Counter({code: sum(word in own for word in words) for code, own in WORDS.items()})
    for code, letters in LETTERS.items():
        points[code] += sum(any(sign in word for sign in letters) for word in said.lower().split())
    (best, most), (_other, less) = points.most_common(2)
    return best if most >= LEAST and most >= TIMES * less else ""


def wished(text: str, now: str) -> str:
    """The language for which a short mail asks instead of `now`; empty where it asks for none.

    >>> wished("Ik versta geen Frans. Nederlands aub", "fr"), wished("I do not speak French", "fr")
    ('nl', 'en')
    """
    words = fold(text[:MOST_READ]).split()
    named = {NAMES[word] for word in words if word in NAMES and len(word) > 2}
    if not named or len(words) > MOST_OF_A_WISH or (len(words) > 2 and not WISHING & set(words)):
        return ""
    hers, others = guessed(text), named - {now}
    if len(others) == 1 and not NOT & set(words):
        return others.pop()
    return hers if hers != now else ""
