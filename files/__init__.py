"""Files from elsewhere: what is refused and why, archives, uploads, limits, and the process in which they are read.

Nothing here knows what a file is for: reports, Word files that come back, minutes and roadmaps all read through it.
"""
