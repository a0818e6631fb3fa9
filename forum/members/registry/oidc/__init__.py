"""The registry of the SolTrex site, reached over OpenID Connect.

Names, phone numbers and passwords stay there. Here is kept who is who (issuer
and subject), where to write to, and when that was last confirmed.
"""
