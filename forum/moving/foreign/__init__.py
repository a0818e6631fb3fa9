"""Taking in members, boards, threads and posts of another forum (docs/import.md)."""
