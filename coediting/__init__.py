"""Text that several people write at once, and that is never lost. Knows no report and no country.

updates, convert     what an update and a document hold; pure
log                  the one way into the database, and out of it
writer, rooms, hub   what a server process keeps open
conversation         what a page and a room say to each other; consumer and http carry it
writing, rendering   for other apps: give a text, take it, hear of changes
owners, locking      who may, asked of the app that a document belongs to
"""
