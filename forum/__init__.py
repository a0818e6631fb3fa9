"""SolTrex Forum: a message board that shows what a post would disclose."""

__version__ = "0.1.0"
