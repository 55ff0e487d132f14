"""The first pages of an empty installation, opened by a code that only its owner can print."""
