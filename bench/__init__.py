"""How dear Tandem is, as ratios to what it is measured against in the same run."""
