"""Forms of moderation: reporting, deciding, what is done at once."""

from moderation.forms.cards import CARD_LABELS, CardForm
from moderation.forms.deciding import LABELS, DecideForm, labels_for
from moderation.forms.desk import (
    PICKED_MAX,
    BatchForm,
    KeysForm,
    NoteForm,
    TeamForm,
    ViewForm,
)
from moderation.forms.flags import FlagForm, TokenForm
from moderation.forms.posts import CorrectionForm, NoticeForm, PurgeForm
from moderation.forms.reshaping import MergeForm, MoveForm, SlowForm, SplitForm
from moderation.forms.reversing import ReverseForm
from moderation.forms.tags import RenameForm, TagForm
from moderation.forms.threads import ThreadForm

__all__ = [
    "CARD_LABELS",
    "LABELS",
    "PICKED_MAX",
    "BatchForm",
    "CardForm",
    "CorrectionForm",
    "DecideForm",
    "FlagForm",
    "KeysForm",
    "MergeForm",
    "MoveForm",
    "NoteForm",
    "NoticeForm",
    "PurgeForm",
    "RenameForm",
    "ReverseForm",
    "SlowForm",
    "SplitForm",
    "TagForm",
    "TeamForm",
    "ThreadForm",
    "TokenForm",
    "ViewForm",
    "labels_for",
]
