"""The triage engine keeps its word."""
