"""Neighbours who look for company: in twos and threes, when all of them said yes."""
