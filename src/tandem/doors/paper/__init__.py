"""The paper door, outwards: forms to tick, leaflets and posters, each from the declaration alone."""
