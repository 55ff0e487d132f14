"""Register and impact as one text, to print, to send, or to lay beside the last one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tandem.desk.processing import gathered
from tandem.desk.processing.risks import RISKS
from tandem.territory.models import Controller


def lines(controller: Controller | None = None) -> Iterator[str]:
    """Markdown in the language in force."""
    yield "# " + _("Register of processing, and what it means for people")
    yield ""
    yield _("Gathered from what the program declares. Articles 30 and 35 of the GDPR.")
    yield from _heading(_("Who answers for it"))
    yield from _controller(controller)
    yield from _heading(_("What data is used for"))
    for one in gathered.activities():
        yield from _activity(one)
    yield from _heading(_("What is kept of a person"))
    for title, columns in gathered.categories():
        yield f"- {title}: {', '.join(columns)}"
    yield from _heading(_("Who receives it"))
    yield from (f"- {one}" for one in gathered.receivers())
    yield from _heading(_("Other machines it passes through"))
    yield from (f"- {one.name}: {one.given}" for one in gathered.carriers())
    yield from _heading(_("Outside the European Economic Area"))
    yield (controller.transfers if controller else "") or gathered.transfers()
    yield from _heading(_("How long it is kept"))
    stays = _("What stays:")
    for kept in gathered.kept():
        yield f"- {kept.what}: {kept.how_long}. {kept.ground}. {stays} {kept.stays}"
    yield from _heading(_("What guards it"))
    yield from (f"- {said}" for said in gathered.measures())
    yield from _impact(controller)


def as_text(controller: Controller | None = None) -> str:
    return "\n".join(lines(controller)) + "\n"


def _heading(said: str) -> Iterator[str]:
    yield ""
    yield f"## {said}"
    yield ""


def _line(label: str, said: str) -> str:
    return f"- {label}: {said}"


def _controller(controller: Controller | None) -> Iterator[str]:
    if controller is None:
        yield _("To be filled in by each organisation, on its page “Data and the law”.")
        return
    yield _line(_("Controller"), f"{controller.legal_name}, {controller.reached}")
    yield _line(_("Data-protection officer"), controller.data_officer)
    yield _line(_("Who runs the machines"), controller.hosted_by)
    if controller.processors:
        yield _line(_("Processors"), controller.processors)


def _activity(one: gathered.Activity) -> Iterator[str]:
    yield f"### {one.purpose}"
    yield ""
    yield _line(_("Ground"), one.ground)
    yield _line(_("Whose data"), one.whose)
    if one.roles:
        yield _line(_("Staff who read for it"), ", ".join(one.roles))
    for service in one.services:
        yield f"- {service.title} ({', '.join(service.doors)}; {service.promise})"
        yield from (f"  - {question}" for question in service.asks)
    yield ""


def _impact(controller: Controller | None) -> Iterator[str]:
    yield from _heading(_("Why it is needed, and no more than that"))
    for one in gathered.activities():
        yield from (f"- {service.title}: {service.why_online}" for service in one.services)
    yield from _heading(_("Programs that propose something about people"))
    unseen = _("Not looked at:")
    for card in gathered.programs():
        yield f"- {card.title}: {card.purpose} {unseen} {card.not_used} {card.decides}"
    yield from _heading(_("What could go wrong for people, and what stands against it"))
    yield from (f"{risk.number}. {risk.what}. {risk.against}" for risk in RISKS)
    yield from _heading(_("What the organisation decides"))
    if controller is None or not controller.opinion:
        yield _("The opinion of the data-protection officer is still to be written.")
    else:
        yield controller.opinion
