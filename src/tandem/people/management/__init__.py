"""Commands about the keys of persons: they are changed, tidied away, and made for whoever has none."""
