"""The operator's desk: the same questions, spoken, for a person on the telephone or in the room."""
