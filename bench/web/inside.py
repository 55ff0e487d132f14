"""`python -m bench.web.inside NAME …`: runs a part of the bench that needs Tandem set up."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    import_module(f"bench.web.{sys.argv[1]}").main(*sys.argv[2:])
