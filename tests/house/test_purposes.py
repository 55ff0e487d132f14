"""No purpose, no processing: whoever reads what is kept of a person names why."""

import ast
from collections.abc import Iterator

from tests.house.source import Module, house_modules

READS = {"reveal", "reveal_one", "looked", "look_at_all"}
PURPOSE_AT = 1
"""Of the arguments, where it is not named: who, then why."""
HANDS_ON = {"people/reveal.py": "the one way to read; it is told the purpose"}
NAMES = {"purpose"}
OPENS = {"unseal(", "unseal_bytes(", "loose.opened(", "loose.text_of("}
WITH_HER_KEY = "from tandem.people.words import"
"""Who takes these may open what was told to us, or is told to her."""
UNSEALED_BY = {
    "accounts/carrying.py": "a sign-in on its way to another machine, by whoever carries it",
    "accounts/second/actions.py": "the second proof of whoever signs in",
    "accounts/second/own_views.py": "the same, shown once to herself",
    "accounts/oidc/client.py": "our own secret with a service where residents prove who they are",
    "accounts/ways/actions.py": "where a code goes, as it was typed; and the signs of a way, for her",
    "broadcast/access.py": "a message to many, as colleagues wrote it",
    "cases/sealed.py": "answers, words and photos of a case, after the look at it",
    "doors/api/actions.py": "a receipt that a program asks for again",
    "doors/email/actions.py": "an answer on its way in",
    "doors/email/asked.py": "the form that was sent out, to read what comes back",
    "doors/line/access.py": "who rings just now",
    "doors/models/paper.py": "whose sheet it is, when it comes back",
    "doors/models/scans.py": "a scan, as a colleague reads it",
    "doors/scans/waiting.py": "what two colleagues read on a sheet",
    "doors/web/codes.py": "the code of a draft, in the browser of who began it",
    "doors/sms/talks.py": "what is being said with a number",
    "mandates/words.py": "a mandate and a goal, after the look at it",
    "mine/acting_now.py": "the name of whom one acts for, above each page while it lasts",
    "mine/actions.py": "what she wishes about her data, after the look at it",
    "outbox/former.py": "a contact of before, to which a message goes",
    "outbox/printing.py": "letters, after the look at them",
    "outbox/text.py": "a message on its way out",
    "people/flags.py": "what was found of an unusual look, for who decides and for the person",
    "people/identity.py": "who somebody is, after the look",
    "people/loose.py": "what no organisation holds yet, for whoever may read its row",
    "people/openings.py": "why a colleague asked for more, for the second person and for the person",
    "people/resealing.py": "what was sealed before, to seal it anew; shown to nobody",
    "people/words.py": "with the key of whom it is about, for whichever room asks after its look",
    "services/draft_pictures.py": "a photo of a draft, by whoever has its code",
    "services/drafts.py": "answers so far, by whoever has their code",
    "solidarity/actions.py": "a need, for the helper who agreed",
    "solidarity/beside.py": "how it went and why, for the coordinator",
    "solidarity/goods/actions.py": "what is given and asked for, for whoever shares it out",
    "solidarity/importing.py": "a list that a colleague brought in",
    "solidarity/messages.py": "a need, written to the helper who is asked",
    "solidarity/vital.py": "why a need was put before others",
    "solidarity/where_when.py": "where and when, for those who meet or fetch something there",
    "streets/actions.py": "what was seen in the street",
    "streets/hooks.py": "the secret of another program",
    "streets/sealed.py": "a photo of a report, after the look or once it was released",
    "streets/systems.py": "the key of another program",
}
"""Files that open what is sealed, each with for whom. `own_data.py` opens it for herself."""


BARE = "looked"
NOTED_ALONE = {
    "cases/access.py": "her own request, shown to herself",
    "doors/line/access.py": "a call, before anybody knows who rings",
    "doors/phone/access.py": "who tells a draft, before she is known; whoever is known is asked for beside",
    "doors/scans/access.py": "the same, of a sheet or a page",
    "mine/access.py": "what is kept of her, shown to herself",
    "mine/letters.py": "what is kept of her, put into the envelope to herself by the worker",
    "people/reveal.py": "a protected address, carried on and shown to nobody",
    "people/watching.py": "the guard itself: herself, or nobody signed in",
}
"""Who notes a look without asking whether the person excluded the colleague. All others go by
`people.reveal`, which refuses."""


def calls(one: Module) -> Iterator[ast.Call]:
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Call):
            yield node


def name_of(call: ast.Call) -> str:
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def names_its_purpose(call: ast.Call) -> bool:
    named = [word.value for word in call.keywords if word.arg == "purpose"]
    given = named or call.args[PURPOSE_AT : PURPOSE_AT + 1]
    return any(
        (isinstance(one, ast.Attribute) and ast.unparse(one).startswith("Purpose."))
        or (isinstance(one, ast.Name) and one.id in NAMES)
        for one in given
    )


def purposeless(one: Module) -> list[str]:
    if not any(f"{name}(" in one.text for name in READS):
        return []
    return [
        f"{one.place}:{call.lineno}"
        for call in calls(one)
        if name_of(call) in READS and not names_its_purpose(call)
    ]


def short(one: Module) -> str:
    return one.place.removeprefix("src/tandem/")


def test_whoever_reads_of_a_person_names_the_purpose():
    found = [
        line for one in house_modules() if short(one) not in HANDS_ON for line in purposeless(one)
    ]

    assert found == []


def notes_alone(one: Module) -> bool:
    return any(name_of(call) == BARE for call in calls(one))


def test_nobody_notes_a_look_past_the_guard():
    found = {short(one) for one in house_modules() if f"{BARE}(" in one.text and notes_alone(one)}

    assert found == NOTED_ALONE.keys()


def opens_words(text: str) -> bool:
    return WITH_HER_KEY in text and ("unseal_for(" in text or "text_of(" in text)


def test_what_is_sealed_is_opened_in_few_files_each_for_somebody():
    opening = {
        short(one)
        for one in house_modules()
        if one.path.name != "own_data.py"
        and short(one) != "toolbox/sealing.py"
        and (any(call in one.text for call in OPENS) or opens_words(one.text))
    }

    assert opening == set(UNSEALED_BY)


def test_a_read_without_a_purpose_is_found():
    """The twin."""
    bare = ast.parse("reveal_one(person)").body[0].value
    vague = ast.parse("reveal([person], 'because')").body[0].value
    named = ast.parse("reveal([person], Purpose.ANSWER)").body[0].value

    assert [names_its_purpose(one) for one in (bare, vague, named)] == [False, False, True]
