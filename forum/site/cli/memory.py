"""Memory of a process that lives for long: what was needed once is given back.

A password takes 19 MB while it is looked at. The C library of Linux keeps them, for
each thread by itself: 150 MB in a web process of eight threads.
"""

import ctypes
import gc

GARBAGE = (5_000, 20, 20)
"""A page makes some thousand objects that live as long as it does."""
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
"""The numbers of glibc: https://man7.org/linux/man-pages/man3/mallopt.3.html"""
ALONE_FROM = 2**20
"""So many bytes are taken from the system by themselves, and given back."""
ARENAS = 2


def settle() -> None:
    """Have a process that is about to run for long keep no more than it needs."""
    # What is loaded stays for good: to go through it again and again costs each page.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # others give back by themselves
        library.mallopt(M_MMAP_THRESHOLD, ALONE_FROM)
        library.mallopt(M_ARENA_MAX, ARENAS)
