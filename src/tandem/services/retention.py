"""What an unfinished form keeps of somebody whose address becomes protected."""

from tandem.people import protection
from tandem.services.drafts import empty_places_of

protection.register("services", empty_places_of)
