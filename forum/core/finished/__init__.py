"""Pages of guests, finished once and kept until something they show changes.

`versions` moves the mark of what a transaction changes, in that transaction;
`looking` reads marks cheaply; `store` holds finished pages; `answering` stands in
front of the application; `keeping` decides which answers are kept; `showing` is what
views call to say on what their page depends, and until when. `fragments` are pieces of
pages that several readers have alike, members too.
"""
