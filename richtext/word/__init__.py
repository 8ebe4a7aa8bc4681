"""Rich text as WordprocessingML and back, without loss: what goes out and is not touched comes back the same.

Pure, as all of `richtext`: no database, no files. Pandoc, which writes and reads whole reports, is no help here: it
joins lists, drops empty paragraphs and double spaces, and knows no places that keep their key.
"""
