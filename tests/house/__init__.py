"""The plan of the house holds."""
