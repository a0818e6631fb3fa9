"""What members mark: answers that helped, thanks, bookmarks."""
