"""Deeds stand in few files, so that a reader knows where rows can change."""

import ast

from tests.house.source import Module, house_modules

MAY_WRITE = {"actions.py", "jobs.py", "engine.py", "retention.py"}
# Deeds that would make `actions.py` too long, or that are not about a person. A page's own
# files (views, forms, queries, access, rules, messages) can never stand here.
DEEDS_APART = {
    "accounts/sessions.py": "a session is kept, and ended, by its digest",
    "accounts/models.py": "an account is made where Django looks for it",
    "accounts/throttle.py": "failed attempts to sign in are counted and forgotten",
    "broadcast/sending.py": "what was approved becomes a message to each",
    "cases/late_photos.py": "a photo that waited is drawn, or thrown away",
    "cases/opening.py": "a draft becomes a case",
    "doors/forgetting.py": "what came by a door is forgotten after its time",
    "doors/paper/orders.py": "many copies are asked for at a counter, and made",
    "doors/scans/intake.py": "files of scans are kept, sealed",
    "doors/scans/reading.py": "pages are read, each once",
    "doors/scans/sheets.py": "pages become a sheet, and a sheet a draft",
    "doors/scans/waiting.py": "a colleague reads a sheet; it is sent, or goes back",
    "doors/sms/carrying.py": "replies by text message leave",
    "doors/sms/talks.py": "what is being said with a number is kept",
    "mandates/consenting.py": "a consent is given, ends, and takes with it what it allowed",
    "mine/entering/joining.py": "codes on their way to a record that is joined open nothing",
    "mine/entering/new_word.py": "a request gets a new word, and the old one is dead",
    "mine/deciding.py": "a colleague does what somebody wishes about her data, or says why not",
    "outbox/inbox.py": "a job's effect is noted in the job's own transaction",
    "outbox/many.py": "one message goes to many people",
    "outbox/mobiles.py": "a number asks for silence, and takes it back",
    "outbox/pressing.py": "letters are made into a file",
    "outbox/printing.py": "letters are ordered, and said to be posted",
    "outbox/progress.py": "an attempt to deliver begins and ends",
    "outbox/receipts.py": "a gateway tells what became of a message",
    "outbox/still.py": "a letter is no longer to be posted, and goes another way",
    "people/joining.py": "who signed in to a record that is joined shows again who she is",
    "people/limiting.py": "what is kept of somebody is left alone, at her word",
    "people/loose.py": "a thing that no organisation holds yet has a key",
    "people/changing_keys.py": "keys of persons are given, and wrapped anew",
    "people/keys.py": "keys of persons are made and changed",
    "people/resealing.py": "what was sealed before keys of persons and things is sealed anew",
    "people/things.py": "a thing that is nobody's yet has a key, and is passed on",
    "people/tidying.py": "keys that were replaced long ago are destroyed",
    "people/exclusions.py": "a colleague is not to open a file",
    "people/flags.py": "an unusual look is told and decided about",
    "people/openings.py": "what is refused is asked for, agreed to, and opened in an emergency",
    "people/protection.py": "where somebody stays is taken out of her rows",
    "people/ties.py": "a colleague declares her own circle",
    "people/watching.py": "an unusual look is noted beside the look",
    "register/changing.py": "what a program weighs is changed, in the open",
    "services/draft_pictures.py": "a photo is kept beside the draft that it answers",
    "services/drafts.py": "answers so far are kept",
    "services/wording_lists.py": "a commune words a built-in list, and adds to it",
    "solidarity/arranging.py": "a need and an offer are brought together",
    "solidarity/seating.py": "a task takes a seat in a half-day",
    "solidarity/following_up.py": "help took place, or did not",
    "solidarity/importing.py": "volunteers are brought in from a list, and that is undone",
    "solidarity/neighbours/ending.py": "two or three who were to meet do not, or no longer",
    "solidarity/left_alone.py": "what a person asked for and offers rests, at her word",
    "solidarity/overtaking.py": "a proposal is departed from, and whoever is overtaken is told",
    "solidarity/refusing.py": "two may be brought together again",
    "solidarity/repairing.py": "a proposal gives way to one that says who could make room",
    "solidarity/remarks.py": "what people say of the program is kept, answered and put right",
    "solidarity/usual.py": "who could not come once may come again",
    "solidarity/vital.py": "a coordinator corrects what is vital, a person contests it",
    "solidarity/welcoming.py": "a volunteer is welcomed",
    "streets/office.py": "a colleague decides about one report",
    "streets/photos.py": "photos are added, shown to everybody and taken back",
    "streets/ended_jobs.py": "a job of which nothing is left ends by itself",
    "streets/letting_go.py": "whoever had a report hears that we went on with it",
    "streets/resembling.py": "reports that look alike are proposed, or said to be two",
    "streets/joining.py": "of several reports that are one, each voice counts as if it had joined",
    "streets/proving.py": "whoever answers from where she was asked is known to exist",
    "streets/addresses.py": "a commune's list of addresses takes the place of the one before",
    "streets/rerouting.py": "new rules are put to what is open",
    "streets/planning.py": "a day is given to reports, and kept or not",
    "streets/priority.py": "a report stands at its place in the inbox",
    "streets/telling.py": "a step is told to whoever told us of it",
    "streets/teams.py": "teams and rules are kept",
    "streets/verdicts.py": "whoever told us says whether it is repaired",
    "streets/visits.py": "repairs are drawn by lot and looked at",
    "streets/handing.py": "a report goes to whoever repairs it, and comes back",
    "streets/hooks.py": "other programs are told of each step",
    "streets/systems.py": "the programs of those who repair are added and ended",
    "streets/known_streets.py": "a street that is known by now waits no more",
    "streets/naming.py": "a commune names the places on its map",
    "territory/loading.py": "the communes of the country are loaded",
    "territory/inviting.py": "a colleague is invited by one, and agreed to by a second",
    "territory/recovering.py": "two colleagues let a third in again",
    "territory/vetting.py": "an association comes in, on probation",
    "territory/signposts.py": "a reference is made to lead to its territory",
}
READING = {"views.py", "forms.py", "queries.py", "access.py", "rules.py", "messages.py"}
ALWAYS_WRITE = {
    *("bulk_create", "bulk_update", "get_or_create", "update_or_create"),
    *("abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create"),
}
# Words that dictionaries, files and digests have too.
WRITE_ON_ROWS = {"create", "update", "acreate", "aupdate"}
WRITE_WITHOUT_VALUES = {"save", "delete", "asave", "adelete"}
ROWS = ("objects", ".filter(", ".exclude(", ".all()", "_set")


def may_write(one: Module) -> bool:
    # `desk/region` makes people up; `journal` is where looks are written.
    return one.path.name in MAY_WRITE or one.is_in("journal", "management", "region")


def short(one: Module) -> str:
    return one.place.removeprefix("src/tandem/")


def writes(one: Module) -> list[str]:
    found = []
    for node in ast.walk(one.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        verb, on = node.func.attr, ast.unparse(node.func.value)
        is_writing = (
            verb in ALWAYS_WRITE
            or (verb in WRITE_ON_ROWS and any(sign in on for sign in ROWS))
            or (verb in WRITE_WITHOUT_VALUES and not node.args and on != "super()")
        )
        if is_writing:
            found.append(f"{one.place}:{node.lineno} {on}.{verb}()")
    return found


def test_rows_change_only_where_deeds_stand():
    elsewhere = [
        line
        for one in house_modules()
        if not may_write(one) and short(one) not in DEEDS_APART
        for line in writes(one)
    ]

    assert elsewhere == []


def test_every_file_with_deeds_apart_has_some():
    writing = {short(one) for one in house_modules() if writes(one)}

    assert sorted(DEEDS_APART.keys() - writing) == []
    assert [place for place in DEEDS_APART if place.split("/")[-1] in READING] == []


def test_a_job_is_asked_for_in_the_transaction_of_its_deed():
    """Whatever the connection in hand: `toolbox.queueing` alone knows how."""
    past_it = [
        module.place
        for module in house_modules()
        if ".configure_task(" in module.text or ".defer_async(" in module.text
    ]
    assert past_it == ["src/tandem/outbox/management/commands/worker.py"]
