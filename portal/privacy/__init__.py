"""Data about people, as docs/privacy.md maps them: when they are forgotten, what no log repeats."""
