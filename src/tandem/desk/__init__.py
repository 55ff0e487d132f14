"""Pages that only gather and link: home of a commune, staff home, first run."""
