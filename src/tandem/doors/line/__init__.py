"""The operator line: who rings, whom to call back, what to say, and when to say that the line is closed."""
