"""Comments on the answers of a report: threads on a question or on a passage of its text."""
