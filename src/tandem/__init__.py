"""Tandem: everybody helped, connected or not."""
