"""The demo: a whole portal in both languages, made by `manage.py seed_demo`.

`content/` says what is on which page, `seed` puts it into the database, `translate` makes the
English of it through wagtail-localize, `many` adds generated news for work on scale.
"""
