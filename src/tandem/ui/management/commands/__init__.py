"""Commands about what is shown: translations."""
