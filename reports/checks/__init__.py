"""What is looked at before a report is signed: one check is one function, `registry` is the table of them."""
