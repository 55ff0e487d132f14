"""The doors: each presents what is still to be answered and reads answers back; none knows a room."""
