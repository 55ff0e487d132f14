"""Goods given in quantities, asked for, and shared out fairly."""
