"""A made-up region to develop and show with: true communes, invented people."""
