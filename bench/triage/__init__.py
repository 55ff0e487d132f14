"""The triage engine beside a library that learns from the same labelled texts."""
