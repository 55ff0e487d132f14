"""Every service by every door: the same questions, checks, promise, receipt and traces."""
