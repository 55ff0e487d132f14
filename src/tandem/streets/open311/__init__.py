"""Open311 GeoReport v2: what other programs report to us, and read of us."""
