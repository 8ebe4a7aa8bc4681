"""Who did what, when: an append-only record. A leaf; it knows its own words and nothing of what it records."""
