"""The registry of the SolTrex site, against a real OpenID provider."""
