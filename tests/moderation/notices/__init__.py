"""Forms that laws want, filled in by people without an account."""
