"""What pages tell machines about themselves, in the words of schema.org (decision 0023).

`things` has the words, `around` what a page knows of where it stands, `graph` makes JSON-LD of it.
The other modules say what all page types have in common; each type adds its own in
`BasePage.structured_data`.
"""
