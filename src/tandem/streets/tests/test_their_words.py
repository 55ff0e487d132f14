"""What another service’s mail seems to say; what is not surely done ticks nothing."""

from datetime import date

import pytest

from tandem.streets.their_words import read

TODAY = date(2026, 11, 28)
DONE = [
    "Bonjour, la réparation est terminée.",
    "Le trou est rebouché. Merci pour votre signalement.",
    "Le luminaire a été remplacé ce matin.",
    "De lamp werd vandaag hersteld.",
    "Het verkeersbord is vervangen.",
    "Die Lampe wurde heute repariert.",
    "Der Schaden ist behoben.",
    "The lamp was fixed this morning.",
    "Réparé.",
    "Hersteld, met vriendelijke groeten.",
    "Nous n’avons pas de photo. C’est réparé depuis lundi.",
]
NOT_DONE = [
    "Nous n’avons jamais pu y aller : non réparé à ce jour.",
    "Cela n’a jamais été réparé.",
    "Nooit hersteld.",
    "Nie repariert.",
    "This cannot be fixed.",
    "Rien n’a été remplacé.",
    "Is it repaired?",
    "Is it repaired",
    "Est-ce réparé ?",
    "A-t-il été réparé",
    "Is het hersteld?",
    "Is het al hersteld",
    "Ist das schon repariert?",
    "Personne ne l’a réparé.",
    "Aucune lampe remplacée.",
    "Impossible à réparer : ne sera pas remplacé.",
    "Er is niets vervangen.",
    "Geen lamp vervangen.",
    "Nichts wurde ersetzt.",
    "Keine Lampe ersetzt.",
    "Noch nicht behoben.",
    "Repariert wurde es nicht.",
    "Réparé ? Non.",
    "It isn't fixed.",
    "It has never been repaired.",
    "Nothing was replaced.",
    "Could you tell us when it is repaired",
    "Dès que possible ce sera réparé.",
    "De lamp wordt hersteld.",
    "Merci",
]


@pytest.mark.parametrize("words", DONE)
def test_what_is_plainly_done_is_proposed(words):
    assert read(words, TODAY).news == "repaired"


@pytest.mark.parametrize("words", NOT_DONE)
def test_what_is_denied_or_asked_ticks_nothing(words):
    assert read(words, TODAY).news == ""
