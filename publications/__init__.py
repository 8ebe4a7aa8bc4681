"""What goes out: a report as PDF, Word, web page and data."""
