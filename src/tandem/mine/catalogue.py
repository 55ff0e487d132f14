from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tandem.cases import following, panels
from tandem.journal.choices import Purpose
from tandem.mine import actions, case_panels, mandating_services
from tandem.mine.entering.new_word import may_begin
from tandem.mine.forms import MyDataForm
from tandem.services.catalogue import offer
from tandem.services.declaration import Promise, Service
from tandem.territory.choices import Role


@offer
class MyData(Service):
    """Somebody asks what is kept of her, or asks that it be changed, left alone or erased."""

    slug = "my-data"
    pictogram = "search"
    title = _("My data")
    summary = _("See what we keep about you, who looked at it, and have it put right or erased.")
    keyword = pgettext_lazy("one word to text", "DATA")
    room = "mine"
    form = MyDataForm
    # Whatever the month and its holidays, 17 working days end within one month: a test counts.
    promise = Promise(working_days=17)
    purpose = Purpose.OWN_DATA
    handled_by = frozenset({Role.COORDINATOR})
    answered_in_room = True
    why_online = _(
        "So that you need no letter and no lawyer. The law gives us one month at most; we promise "
        "less. The telephone, the desk and paper stay, with the same questions."
    )
    submit = staticmethod(actions.ask_about_data)
    moved = staticmethod(actions.follow_case)


LETTING_ACT = (
    mandating_services.GiveMandate,
    mandating_services.TakeBack,
    mandating_services.SeeProgress,
)
panels.register(case_panels.about_wishes)
panels.register(case_panels.about_entry)
following.register_way(may_begin)
