"""Pages of moderation: reporting, the queue, the rules, reasons for decisions."""

from moderation.views.batches import batch, batch_send, batch_undo, batches
from moderation.views.blueprint import bp
from moderation.views.cards import (
    card_decide,
    card_item,
    card_review,
    flag_card,
    flag_card_send,
)
from moderation.views.desk import keys, keys_send, team, team_send
from moderation.views.flags import flag_withdraw, flags, flags_seen
from moderation.views.items import claim, decide, item, release, review, take_over
from moderation.views.members import (
    decision,
    decision_read,
    decisions,
    rules_page,
)
from moderation.views.notes import act, flaggers, note, note_delete
from moderation.views.posts import (
    correct,
    correct_send,
    notice,
    notice_send,
    post,
    purge,
    purge_send,
)
from moderation.views.queue import live, queue, view_delete, view_save
from moderation.views.reshaping import (
    merge,
    merge_send,
    move,
    move_send,
    slow,
    slow_send,
    split,
    split_send,
)
from moderation.views.reversing import (
    decision_reverse,
    decision_reverse_send,
    decision_undo,
)
from moderation.views.tags import tag, tag_send, tags, tags_send
from moderation.views.threads import thread, thread_send

__all__ = [
    "act",
    "batch",
    "batch_send",
    "batch_undo",
    "batches",
    "bp",
    "card_decide",
    "card_item",
    "card_review",
    "claim",
    "correct",
    "correct_send",
    "decide",
    "decision",
    "decision_read",
    "decision_reverse",
    "decision_reverse_send",
    "decision_undo",
    "decisions",
    "flag_card",
    "flag_card_send",
    "flag_withdraw",
    "flaggers",
    "flags",
    "flags_seen",
    "item",
    "keys",
    "keys_send",
    "live",
    "merge",
    "merge_send",
    "move",
    "move_send",
    "note",
    "note_delete",
    "notice",
    "notice_send",
    "post",
    "purge",
    "purge_send",
    "queue",
    "release",
    "review",
    "rules_page",
    "slow",
    "slow_send",
    "split",
    "split_send",
    "tag",
    "tag_send",
    "tags",
    "tags_send",
    "take_over",
    "team",
    "team_send",
    "thread",
    "thread_send",
    "view_delete",
    "view_save",
]
