"""Who contributed what to a report, for whom, and what became of it."""
