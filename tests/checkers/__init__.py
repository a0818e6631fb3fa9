"""Programs that check pages, each by itself: the Nu HTML checker and Lighthouse."""
