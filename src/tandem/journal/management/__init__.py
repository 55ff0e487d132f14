"""Commands about the journal: whether it is what it was."""
