"""Pictures of every page in every state, for whoever looks after how they look.

`python -m tests.gallery [FOLDER] [--only PATTERN]`; the check that nobody is shut out
goes through the same list.
"""
