"""The ways a message goes, behind one small face."""
