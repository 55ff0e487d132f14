"""The room of a person's own things: her data, who looked, whom she lets act, what she agreed to."""
