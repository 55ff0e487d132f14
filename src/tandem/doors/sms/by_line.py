"""What one line may say to a part of a question, and how that is told."""

from tandem.doors import asking
from tandem.doors.asking import Prompt
from tandem.doors.sms import saying, words
from tandem.services.conditions import Raw
from tandem.services.forms import ServiceForm
from tandem.toolbox.telephone import readable


def hints(form: ServiceForm, prompt: Prompt) -> list[str]:
    if _is_number(form, prompt):
        return [saying.same_number()]
    return list(filter(None, [asking.told_of_line(form, prompt)]))


def read(form: ServiceForm, prompt: Prompt, text: str, number: str) -> Raw:
    """In the part to which it belongs; `number` is that of the telephone that she writes from."""
    if _is_number(form, prompt) and words.is_this_number(text):
        text = readable(number)
    return asking.read_line(form, prompt, text)


def _is_number(form: ServiceForm, prompt: Prompt) -> bool:
    return (prompt.question, prompt.part) == (form.reach_question, "phone")
