"""A report written elsewhere comes in: a Word, OpenDocument, Markdown or HTML file becomes the answers of a report.

In the order in which a file goes through them:

    files.checks    refuses what is no readable document, before anything reads it
    files.packages  opens .docx and .odt as what they are, zip archives of XML, and takes out what is no text
    reading    pandoc, in a sandbox, as a process of its own with limits: a file becomes pandoc's syntax tree
    inlines    text with its formatting as rich text        (pure, like all that follow but apply)
    blocks     the tree becomes a flat list of units: paragraphs, headings, list items, tables
    frame      what a report asks, as far as matching needs to know it
    matching   units that are the form's own wording find their question, section or instruction
    ticks      choices, several choices and scales
    steps      next steps, split into their fields
    planning   where every word goes
    plan       the result as plain data: what goes where, what could not be read, what found no place
    apply      the verbs: keep a file that was read, and write its answers

Nothing may be dropped: each word of the file is in an answer, or form wording, or among the leftovers, and the plan
proves it (plan.Plan.prove). Reading never writes; apply writes all or nothing.
"""
