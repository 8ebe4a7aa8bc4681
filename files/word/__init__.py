"""Word files as Word shows them: numbers made by lists, fields and boxes become text, what is hidden goes, and what no
text can hold is named in its place.

The import and the Word files that come back read the same tree; nothing here knows pandoc's or the editor's.
"""
