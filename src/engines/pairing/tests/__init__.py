"""The pairing engine keeps its word."""
