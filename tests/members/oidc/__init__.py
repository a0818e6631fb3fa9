"""The registry of the SolTrex site, against a provider that can also lie."""
