"""Whole answers, kept for all readers of an edition (decision 0026)."""
