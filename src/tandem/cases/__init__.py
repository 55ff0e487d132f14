"""What is owed an answer: reference, promise, timeline, answer, contest."""
