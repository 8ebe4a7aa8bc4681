"""Rich text: the closed schema of the long answers, and everything that can be done with a document of it.

A document is ProseMirror's JSON, equal to what the editor's `getJSON()` gives, as plain dicts, lists, strings and ints.
No database and no models here: every function takes a document and gives a new one, or text, words, HTML.

    schema       what a document may hold; `validate` refuses everything else
    build        small constructors, for importers and tests
    cleaning     from plain text, and into the one normal form that is stored
    reading      text, words, headings, footnotes, links
    names        by which words a text may name an item of the roadmap, and how sure it then is
    references   the items of the roadmap that a text cites, and how written codes become references
    html         safe HTML, for the screen and for print
    differences  what changed between two documents, word by word

What comes from outside goes through `cleaning.normalise`, then `schema.validate`. All other modules trust
that this was done.
"""
