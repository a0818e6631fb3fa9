"""Tables of the moderation of which no page of a guest shows anything."""

from forum.core.finished.versions import Shown

SHOWN = Shown(
    nowhere=frozenset(
        {
            "account_lock",
            "appeal",
            "appeal_message",
            "audit_event",
            "audit_head",
            "audit_payload",
            "case_alert",
            "decision_batch",
            "evidence",
            "flag",
            "held_for",
            "key_choice",
            "likeness",
            "listed_act",
            "member_note",
            "note",
            "reviewable",
            "saved_view",
            "second_look",
            "watched_word",
        }
    )
)
