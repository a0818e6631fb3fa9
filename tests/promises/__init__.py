"""The privacy statement, clause by clause."""
