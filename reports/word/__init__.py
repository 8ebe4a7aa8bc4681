"""A part of a report goes out as a Word file and comes back as proposals of the person who sends it."""
