"""The heart: boards, threads, posts, and what happens before a post is public."""
