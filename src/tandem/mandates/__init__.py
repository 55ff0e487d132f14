"""Who may act for whom, and the trace it leaves."""
