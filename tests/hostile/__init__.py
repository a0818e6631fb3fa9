"""What somebody who means harm would send, and how long the forum takes over it."""
