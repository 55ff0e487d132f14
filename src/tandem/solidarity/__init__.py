"""The room where people ask for and offer help."""
