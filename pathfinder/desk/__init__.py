"""The secretariat's desk: all countries and years, and what is done with several reports at once."""
