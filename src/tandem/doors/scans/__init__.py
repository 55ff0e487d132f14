"""Paper in: files become pages, pages become sheets, sheets become drafts like those of any door."""
