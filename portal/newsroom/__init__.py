"""What the newsroom knows of every page in its other language, and what it does with it.

states.py keeps a row per page and language (`portal.models.TranslationState`), signals.py calls
it; differences.py says what has changed since a translation was published, mixed.py what on a
page is still in another language.
"""
