"""A form not yet sent is nobody's until it is: only who has its code opens it."""

from tandem.people.gathering import Apart, leave_out
from tandem.services.models import Draft, DraftPicture

leave_out(Apart.PASSING, Draft, DraftPicture)
