"""Credentials, and nothing else about a person."""
