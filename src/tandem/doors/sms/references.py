"""References and words as they stand in a text message."""

import re
from dataclasses import dataclass

from tandem.accounts import throttle
from tandem.cases import standing
from tandem.doors.sms.talks import Spoken
from tandem.services import drafts
from tandem.services.drafts import Code, OpenDraft
from tandem.toolbox.reference import LENGTH, clean
from tandem.toolbox.reference import SIGNS as ALPHABET

SIGNS = LENGTH + 1
ENOUGH = 4
"""Signs that tell one's own requests apart."""
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Said:
    reference: str
    word: str
    asks: bool
    """Whether a question mark says that no answer is meant."""


def read(text: str) -> Said | None:
    """A reference at the beginning, in one group or two, and a word after it if there is one."""
    if len(text) > LONGEST:
        return None
    groups = re.findall(r"\w+", text, re.ASCII)
    for count in (1, 2):
        bare = "".join(groups[:count])
        if len(bare) == SIGNS and (reference := _valid(bare)):
            return Said(reference, "".join(groups[count:]), "?" in text)
    return None


def _valid(bare: str) -> str:
    try:
        return clean(bare)
    except ValueError:
        return ""


def own(spoken: Spoken, text: str) -> list[str]:
    """Requests sent from this number that are meant by "?", or by their first signs and "?"."""
    if not text.rstrip().endswith("?") or len(text) > LONGEST:
        return []
    bare = "".join(sign for sign in text.upper() if sign.isalnum())
    if not bare:
        return spoken.sent
    if len(bare) < ENOUGH:
        return []
    return [reference for reference in spoken.sent if reference.startswith(bare)]


def shown(spoken: Spoken, begun: list[OpenDraft], text: str) -> OpenDraft | None:
    """The form of which she knows the last signs, which only who began it was told.

    Whoever guesses waits longer each time, and nobody at another number with her.
    """
    bare = "".join(sign for sign in text.upper() if sign.isalnum()).replace("B", "8")
    if len(bare) not in {ENOUGH, SIGNS} or not set(bare) <= set(ALPHABET):
        return None
    place = ("sms:number", spoken.number)
    tried = throttle.Guess(place, f"begun:{spoken.number}", brake="sms")
    if throttle.wait_to_try(tried):
        return None
    found = [draft for draft in begun if draft.code.reference.endswith(bare)]
    if len(found) != 1:
        throttle.was_wrong(tried)
        return None
    throttle.was_right(tried)
    return found[0]


def told_of(said: Said, spoken: Spoken) -> OpenDraft | str | None:
    """The unfinished form of this code, or where the request stands; None if there is neither.

    Whoever guesses waits longer each time.
    """
    reference = said.reference if said.word else ""
    tried = throttle.Guess(("sms:number", spoken.number), reference, brake="sms")
    if throttle.wait_to_try(tried):
        return None
    code = drafts.read_code(said.reference, said.word) if said.word else None
    found = _found(code, said.reference)
    if found is None:
        throttle.was_wrong(tried)
    return found


def _found(code: Code | None, reference: str) -> OpenDraft | str | None:
    if code is None:
        return standing.state_of(reference)
    draft = drafts.take_up(code)
    if draft is not None and not draft.sent:
        return draft
    return standing.state_of_code(code)
