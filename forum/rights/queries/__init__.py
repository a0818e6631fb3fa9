"""What is asked about members' rights, and about all that belongs to a member."""

from forum.rights.queries.belongings import keys_to_member, owned, rows_of
from forum.rights.queries.copies import (
    Copy,
    copy_files,
    copy_names,
    copy_numbered,
    copy_of,
    latest_copy,
    ready_copy,
)
from forum.rights.queries.erasures import (
    done_erasures,
    erasure_behind,
    erasure_numbered,
    is_there,
    long_inactive,
    names_of,
    open_erasure,
    sealed_of,
    unfinished_details,
)
from forum.rights.queries.findings import (
    finding_name,
    finding_names,
    found_again,
)
from forum.rights.queries.legal import (
    chosen,
    demanded,
    demands_by_half_year,
    held_posts,
    is_former,
    legal_export_numbered,
    legal_exports,
)

__all__ = [
    "Copy",
    "chosen",
    "copy_files",
    "copy_names",
    "copy_numbered",
    "copy_of",
    "demanded",
    "demands_by_half_year",
    "done_erasures",
    "erasure_behind",
    "erasure_numbered",
    "finding_name",
    "finding_names",
    "found_again",
    "held_posts",
    "is_former",
    "is_there",
    "keys_to_member",
    "latest_copy",
    "legal_export_numbered",
    "legal_exports",
    "long_inactive",
    "names_of",
    "open_erasure",
    "owned",
    "ready_copy",
    "rows_of",
    "sealed_of",
    "unfinished_details",
]
