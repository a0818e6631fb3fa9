"""Tables whose changes leave the pages of guests alone, or those of threads.

What is in neither list moves every page that is kept: a table that is new is safe
here before anybody thinks of it. A test reads all pages and sees that these lists
hold.
"""

from forum.core.finished.versions import Shown

NOWHERE = frozenset(
    {
        "account",
        "activity_wish",
        "announcement_copy",
        "announcement_dismissal",
        "announcement_step",
        "api_token",
        "application",
        "arrival",
        "authenticator",
        "bookmark",
        "consent",
        "digest",
        "document_notice",
        "draft",
        "erasure",
        "export_file",
        "follow_choice",
        "ignored",
        "intake",
        "job",
        "legal_hold",
        "mail_choice",
        "mail_log",
        "member_session",
        "new_address",
        "notification",
        "oidc_former_email",
        "oidc_identity",
        "oidc_newcomer",
        "oidc_notice",
        "oidc_seen_token",
        "opened_detail",
        "origin",
        "passkey",
        "printed_mail",
        "quiet_thread",
        "read_all",
        "read_board",
        "read_up_to",
        "recovery_code",
        "reset_link",
        "suppressed_mail",
        "ticket",
        "ticket_answer",
        "traffic_total",
        "watch",
    }
)
"""Read by no page of a guest."""

OF_A_THREAD = frozenset(
    {
        "board",
        "disclosure_count",
        "image",
        "member",
        "post",
        "post_fts",
        "post_index",
        "quote",
        "revision",
        "thanks",
        "thread",
        "thread_alike",
        "thread_tag",
    }
)
"""Written with a post: besides its thread only lists, counts and profiles show it."""

SHOWN = Shown(
    nowhere=NOWHERE,
    not_in_threads=frozenset(
        {
            "legal_export",
            "statistics_cell",
            "statistics_snapshot",
            "systems_choice",
            "warning_month",
        }
    ),
    of_a_thread=OF_A_THREAD,
    everywhere=frozenset({"announcement", "chosen_setting", "read_only"}),
)
