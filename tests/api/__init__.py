"""The API as programs of others meet it: fuzzed from its document, and through a generated client."""
