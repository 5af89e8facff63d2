"""What the portal costs, against the targets that it was given: `make bench`.

Each part is a small module of three functions: `sizes(news)` says at how many news it measures,
`measure(news)` does it, `rows(found)` makes rows of the table out of what was found at each size.
`bench.__main__` makes a portal per database in a temporary folder, by the settings of production,
and runs the parts there; nothing of this checkout's own is read or changed.

Nothing is told in bare milliseconds where that can be helped: machines differ, and are busy with
other things. Times are multiples of what a trivial Django view takes on the same machine in the
same seconds (`bench.trivial`), or of the same thing at another size.
"""
