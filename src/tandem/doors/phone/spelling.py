"""Reading out: a reference sign by sign, with a first name everybody knows; a word in syllables."""

from tandem.toolbox.reference import VOWELS

NAMES = {
    "fr": "Anatole Berthe Célestin Désiré Eugène François Gaston Henri Irma Joseph Kléber Louis "
    "Marcel Nicolas Oscar Pierre Quentin Raoul Suzanne Thérèse Ursule Victor William Xavier "
    "Yvonne Zoé",
    "nl": "Anna Bernard Cornelis Dirk Eduard Ferdinand Gerard Hendrik Izaak Jan Karel Lodewijk "
    "Maria Nico Otto Pieter Quinten Rudolf Simon Theodoor Ursula Victor Willem Xavier Yvonne "
    "Zacharias",
    "de": "Anton Berta Cäsar Dora Emil Friedrich Gustav Heinrich Ida Julius Konrad Ludwig Martha "
    "Nikolaus Otto Paula Quirin Richard Samuel Theodor Ulrich Viktor Wilhelm Xaver Yvonne "
    "Zacharias",
    "en": "Andrew Benjamin Charlie David Edward Frederick George Harry Isaac Jack Kate Lucy Mary "
    "Nellie Oliver Peter Queenie Robert Samuel Tommy Ursula Victor William Xavier Yvonne Zoe",
}
FIGURES = {
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "nl": "nul een twee drie vier vijf zes zeven acht negen",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "en": "zero one two three four five six seven eight nine",
}
Signs = list[tuple[str, str]]


def spelled(text: str, language: str) -> Signs:
    """Each sign with what tells it apart, in the language of who hears it."""
    spoken = language if language in NAMES else "en"
    named = {name[0]: name for name in NAMES[spoken].split()}
    named |= {str(figure): name for figure, name in enumerate(FIGURES[spoken].split())}
    return [(sign, named.get(sign, "")) for sign in text.upper() if sign.isalnum()]


def in_syllables(word: str) -> list[str]:
    """As a word of ours is made and best said.

    >>> in_syllables("kiritemi")
    ['ki', 'ri', 'te', 'mi']
    """
    syllables = [""]
    for letter in word:
        syllables[-1] += letter
        if letter in VOWELS:
            syllables.append("")
    return [one for one in syllables if one]
