from django.utils.translation import gettext_lazy as _

from tandem.people.keeping import Ground, Rule, register
from tandem.services.drafts import LIVES
from tandem.services.models import Draft, DraftPicture
from tandem.services.retention import throw_away_expired

register(
    Rule(
        name="services.drafts",
        what=_("Forms begun, sent or not, with their photos"),
        of=(Draft, DraftPicture),
        ground=Ground.TASK,
        term=LIVES,
        since=_("after somebody last went on with it"),
        stays=_("Nothing; what was sent stands with the request."),
        does=throw_away_expired,
    )
)
