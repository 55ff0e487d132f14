"""Who works for an organisation, how it is reached, and with which neighbours it shares."""
