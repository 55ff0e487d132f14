from urllib.parse import urljoin

from django.conf import settings

from tandem.accounts import invitations
from tandem.journal.write import Facts, record
from tandem.territory.models import Membership


def send_new_link(membership: Membership) -> bool:
    """A link to choose a new password is in her own post; false if no mail server took it."""
    account, organisation = membership.account, membership.organisation
    site = urljoin(settings.SITE_URL.rstrip("/") + "/", invitations.link_for(account))
    if not invitations.send_by_mail(account, site, str(organisation)):
        return False
    facts: Facts = {"account": account.pk}
    record("desk.link_sent", organisation, facts=facts)
    return True


def note_link_shown(membership: Membership) -> None:
    """It is shown to the one administrator of a new organisation, who has nobody to ask."""
    facts: Facts = {"account": membership.account_id, "role": membership.role}
    record("desk.link_shown", membership.organisation, facts=facts)
