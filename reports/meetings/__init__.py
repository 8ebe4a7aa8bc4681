"""A meeting of a working group: the worksheet that lies before it, and its minutes, which become proposals."""
