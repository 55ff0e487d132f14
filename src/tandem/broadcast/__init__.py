"""One message to many people: composed, counted, approved by a second person, sent, and answered for."""
