"""A resident signs in, adds and takes away ways to do so; none of it is needed to be helped."""
