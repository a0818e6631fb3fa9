"""Pages of forms that laws want."""

from moderation.notices.views.asking import (
    claim,
    claim_send,
    privacy_request,
    privacy_request_send,
    status,
    take_it_down,
    take_it_down_send,
)
from moderation.notices.views.blueprint import bp
from moderation.notices.views.countering import counter_notice, counter_notice_send
from moderation.notices.views.flagging import flag, flag_send

__all__ = [
    "bp",
    "claim",
    "claim_send",
    "counter_notice",
    "counter_notice_send",
    "flag",
    "flag_send",
    "privacy_request",
    "privacy_request_send",
    "status",
    "take_it_down",
    "take_it_down_send",
]
