"""Letters as PDF: one look, four languages, made to be printed, folded and read aloud."""
