"""Communes, areas, organisations, their members and their agreements."""
