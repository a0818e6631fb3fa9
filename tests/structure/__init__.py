"""The laws of the architecture as tests: no change breaks them unnoticed."""
