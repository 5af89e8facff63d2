"""Sitemaps of all trees: an index, and files of so few pages that each costs the same little."""
