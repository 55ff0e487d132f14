"""What was done and who looked, by whom and when; append-only."""
