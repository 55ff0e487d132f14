"""A mail without its end: her greeting, her signature and what a server added are none of her words."""

import pytest

from tandem.doors.email import signing_off, telling
from tandem.doors.email.cutting import own_words, with_its_end

LAMP = "La lampe devant le 12 est cassée."
NOTICE = (
    "Ce message et ses annexes sont confidentiels et destinés exclusivement à leur destinataire. Si vous "
    "l’avez reçu par erreur, détruisez-le."
)
ENDS = {
    "french": "Bien cordialement,\nOdile Remy\nRue Haute 3, 1030 Schaerbeek\n0470 12 34 56",
    "dutch": "Met vriendelijke groeten\n\nJan Peeters\nwww.peeters.example",
    "german": "Mit freundlichen Grüßen, Anna Schmitz",
    "english": "Kind regards,\nRosa",
    "thanks": "Merci d’avance\nOdile",
    "card": "Odile Remy\nGSM +32 470 12 34 56",
    "dashes": "-- \nOdile Remy",
    "telephone": "Envoyé de mon iPhone",
    "disclaimer": f"{NOTICE}\n\nThis e-mail is confidential and intended for the addressee only.",
    "trees": "Cordialement\nOdile\n\nPensez à l’environnement avant d’imprimer ce mail.",
    "history": "Odile\n\nLe lundi 3 novembre 2026 à 10:00, Rosa <rosa@example.example> a écrit :\n> Bonjour",
    "outlook": "Odile\n\n________________________________\nDe : Rosa\nEnvoyé : lundi\nÀ : Odile\nObjet : x",
}


@pytest.mark.parametrize("end", ENDS)
def test_what_stands_below_her_words_is_cut(end):
    assert own_words(f"{LAMP}\n\n{ENDS[end]}", "Odile Remy") == LAMP


def test_without_the_rule_the_signature_would_stay(monkeypatch):
    monkeypatch.setattr(signing_off, "closes", lambda line: False)

    assert "Rosa" in own_words(f"{LAMP}\n\n{ENDS['english']}")


@pytest.mark.parametrize(
    "words",
    [
        # It stands first, and she goes on below it.
        f"Merci.\n{LAMP}",
        f"{LAMP}\nMerci de venir vite.\nC’est devant une école et il y a des enfants.",
        f"Merci pour la réparation.\n\nThanks\n{LAMP}\nElle est cassée à nouveau depuis hier soir.",
        # A sentence with a number in it is what she tells.
        f"{LAMP}\n\nAppelez le 0470 12 34 56 quand vous venez, la grille est fermée.",
        "Attention ! Le mur penche vers la rue.",
        "Attention, un câble électrique pend à l’extérieur de l’école.\n\nC’est rue du Merle 12",
        "Let op, er hangt een kabel buiten aan de school.\n\nDat is Merelstraat 12",
        "Bonjour\n\nMerci\n\nÇa sent le gaz devant le 12…",
        f"{LAMP}\nMerci d’avance\nIl y a aussi une odeur de gaz",
        "Ce message est confidentiel : mon mari me frappe.\n\nRue du Merle 12",
        # Words lead to the number: it is no card.
        f"{LAMP}\n\nAppelez-moi au 0470 12 34 56",
        f"{LAMP}\n\nContact sur place: M. Dupont 0470 12 34 56",
        "Ce message est confidentiel ? Non : la lampe est cassée.",
    ],
)
def test_nothing_of_what_she_tells_is_lost(words):
    assert own_words(words, "Odile Remy").split() == words.split()


def test_what_she_adds_below_her_name_stays():
    assert own_words(f"{LAMP}\n\nCordialement,\nOdile\n\nPS : le poteau penche.") == (
        f"{LAMP}\n\nPS : le poteau penche."
    )


def test_a_warning_put_above_her_words_by_a_server_goes_alone():
    above = "CAUTION: this e-mail came from outside your organisation."

    assert own_words(f"{above}\n\n{LAMP}") == LAMP


@pytest.mark.django_db
def test_a_danger_below_her_name_is_told_though_it_looks_like_a_signature():
    mail = f"{LAMP}\n\nCordialement,\nOdile\nOdeur de gaz"
    own = own_words(mail)

    assert own == LAMP
    assert telling.told_in("", own, with_its_end(mail)).words == mail
    named = f"{LAMP}\n\nCordialement,\nOdile\n0470 12 34 56"
    assert telling.told_in("", own, with_its_end(named)).words == LAMP


PARTED = [
    "-- ",
    "--",
    "Envoyé de mon iPhone",
    "Verzonden vanaf mijn telefoon",
    "Sent from my phone",
]


@pytest.mark.django_db
@pytest.mark.parametrize("line", PARTED)
def test_a_danger_below_a_line_that_parts_is_told(line):
    mail = f"{LAMP}\n{line}\nfuite de gaz"
    own = own_words(mail)

    assert own == LAMP
    assert "fuite de gaz" in telling.told_in("", own, with_its_end(mail)).words


@pytest.mark.parametrize("line", PARTED)
def test_what_she_adds_below_such_a_line_is_hers(line):
    mail = f"{LAMP}\n\n{line}\n\nPS: ça sent le gaz très fort"

    assert own_words(mail) == f"{LAMP}\n\nPS: ça sent le gaz très fort"


@pytest.mark.parametrize(
    "quoted",
    [
        "> PS: ça sent le gaz",
        "Le lun. 3 mai 2026, Rosa <r@example.example> a écrit :\nPS: ça sent le gaz",
        "________________________________\nDe : Rosa\nPS: ça sent le gaz",
        "-----Original Message-----\nPS: ça sent le gaz",
        "De : Rosa\nEnvoyé : lundi\nÀ : aide\nPS: ça sent le gaz",
    ],
)
def test_what_another_wrote_below_it_is_not_hers(quoted):
    mail = f"{LAMP}\n\nEnvoyé de mon iPhone\n\n{quoted}\n"

    assert own_words(mail) == LAMP
    assert "gaz" not in with_its_end(mail)


def test_it_costs_no_more_for_whoever_tries():
    long = "Cordialement " * 4000 + "\n" + "ce message " * 4000 + "confidentiel\n" * 4000

    assert own_words(long)
