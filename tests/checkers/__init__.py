"""Programs that check pages: the Nu HTML checker, Lighthouse, the HTTP Observatory."""
