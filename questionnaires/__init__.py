"""The annual questionnaire as data: editions, kinds of answer, conditions and numbering. No database.

`loader.edition("2023")` gives an edition; `schema` says what it is made of, `kinds` what an answer looks like,
`conditions` which questions are asked, `numbering` which number each one carries, `wording` how a form's own words
are recognised. The editions are in `editions/*.toml`; those named in `editions/LOCK` never change.
"""
