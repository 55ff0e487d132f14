"""The room where people report what is broken in the street, and see it repaired."""
