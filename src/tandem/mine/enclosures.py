"""Found by `outbox`: what this room puts into the envelope of a letter."""

from tandem.mine import letters
from tandem.outbox import enclosing

enclosing.register(letters.OWN_DATA, letters.MAKER)
