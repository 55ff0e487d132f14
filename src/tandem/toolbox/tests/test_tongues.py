"""The language of a mail is told by its words; where it is not sure, nothing is said."""

import pytest

from tandem.toolbox.tongues import guessed, wished

MAILS = {
    "fr": [
        "La lampe devant le 12 est cassée depuis lundi.",
        "Bonjour, il y a un trou dans le trottoir, Lindestraat 4.",
        "Ça sent le gaz rue Haute 3 !",
        "Un lampadaire est éteint devant l’école.",
        "Je voudrais de l’aide pour mes courses.",
        "Forte odeur de gaz au coin, Groenebankstraat 4",
        "Mon mari est malade et je ne peux pas sortir.",
        "Merci de venir voir, c’est dangereux.",
        "Pouvez-vous m’aider ?\nVotre bureau est fermé.",
        "Un arbre est tombé sur la rue de la Poste.",
    ],
    "nl": [
        "De lamp aan de Lindestraat 12 brandt niet.",
        "Het stinkt naar gas in de Hoogstraat 3!",
        "Sterke gasgeur Groenebankstraat 4",
        "Ik versta geen Frans. Nederlands aub",
        "Goedendag, er is een gat in het voetpad, rue de la Poste 3.",
        "Lamp kapot",
        "Kunt u mij helpen met mijn boodschappen?",
        "Straatlamp is al een week kapot.",
        "Wij hebben hulp nodig voor mijn moeder.",
        "Er ligt een boom op straat.",
    ],
    "de": [
        "Straßenlampe kaputt in der Lindenstraße 3",
        "Straßenlampe kaputt",
        "Es riecht nach Gas vor dem Haus Rue Haute 3.",
        "Guten Tag, ich brauche Hilfe beim Einkaufen.",
        "Die Laterne brennt seit Montag nicht.",
        "Ein Baum ist auf den Weg gefallen.",
        "Können Sie mir bitte helfen?",
        "Ich verstehe kein Französisch.",
        "Ein Loch im Gehweg, sehr gefährlich",
        "Wir haben kein Licht auf der Treppe.",
    ],
    "en": [
        "Strong smell of gas at Groenebankstraat 4",
        "The lamp in front of the school is broken.",
        "Hello, I need help with my shopping.",
        "There is a hole in the pavement, rue de la Poste 3.",
        "Please send me the form in English.",
        "A tree has fallen on the road.",
        "My street light is not working since Monday.",
        "I don’t understand French.",
        "Can you help us? We have no heating.",
        "It is very dangerous for children.",
    ],
    "": [
        "",
        "1",
        "1030",
        "Rue de la Montagne 4",
        "Lindestraat 12",
        "Anna Schmitz",
        "ok",
        "Bonjour",
    ],
}


@pytest.mark.parametrize("language", MAILS)
def test_a_mail_tells_its_language_and_a_short_one_none(language):
    assert {said: guessed(said) for said in MAILS[language]} == dict.fromkeys(
        MAILS[language], language
    )


@pytest.mark.parametrize(
    ("said", "now", "language"),
    [
        ("Ik versta geen Frans. Nederlands aub", "fr", "nl"),
        ("Français s’il vous plaît", "nl", "fr"),
        ("Deutsch bitte", "fr", "de"),
        ("Can I have it in Dutch?", "en", "nl"),
        ("I do not speak French or Dutch.", "fr", "en"),
        ("Je ne parle pas néerlandais", "fr", ""),
        ("Je ne parle pas néerlandais", "nl", "fr"),
        ("The lamp is broken.", "fr", ""),
        ("Mon mari a besoin d’un interprète allemand.", "fr", ""),
    ],
)
def test_a_wish_for_another_language_is_heard(said, now, language):
    assert wished(said, now) == language
