"""What machines read (decision 0020, docs/api.md): Wagtail's read API v2 in a form of our own.

Blocks of a story are told once, in `portal.api.stories`; the API hands that form out as JSON, and
`portal.markdown` writes it down as Markdown.
"""
