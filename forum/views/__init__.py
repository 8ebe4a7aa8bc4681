"""Log-in, and the pages of people: reading, inviting, accepting, handing over, groups."""
