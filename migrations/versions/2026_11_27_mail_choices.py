"""What members want by mail, what became of it, announcements, questions to us.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_27_mail_choices'
down_revision = '2026_11_27_systems'
branch_labels = None
depends_on = None


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24)


def upgrade() -> None:
    op.create_table('mail_choice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=64), nullable=False),
    sa.Column('wanted', sa.Boolean(), nullable=False),
    sa.Column('said', _one_of('said', 'joined', 'page', 'link'), nullable=False),
    sa.Column('policy_version', sa.Integer(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_mail_choice_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_choice'))
    )
    with op.batch_alter_table('mail_choice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_choice_member_id_purpose_id'), ['member_id', 'purpose', 'id'], unique=False)

    op.create_table('mail_log',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_key', sa.String(length=32), nullable=False),
    sa.Column('mail_class', _one_of('mailclass', 'transactional', 'service', 'activity', 'promotional'), nullable=False),
    sa.Column('letter', sa.String(length=64), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('recipient_key', sa.String(length=64), nullable=False),
    sa.Column('result', _one_of('result', 'leaving', 'sent', 'refused', 'bounced', 'not_wanted', 'not_active', 'suppressed', 'too_many', 'no_postal_address'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_mail_log_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_log')),
    sa.UniqueConstraint('message_key', name=op.f('uq_mail_log_message_key'))
    )
    with op.batch_alter_table('mail_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_log_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_log_member_id_mail_class_at'), ['member_id', 'mail_class', 'at'], unique=False)

    op.create_table('suppressed_mail',
    sa.Column('recipient_key', sa.String(length=64), nullable=False),
    sa.Column('reason', _one_of('reason', 'server_refused', 'reported_back'), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('recipient_key', name=op.f('pk_suppressed_mail'))
    )
    op.create_table('announcement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purpose', _one_of('purpose', 'service', 'newsletter', 'offers'), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('is_mailed', sa.Boolean(), nullable=False),
    sa.Column('state', _one_of('state', 'waiting', 'approved', 'withdrawn'), nullable=False),
    sa.Column('written_by', sa.Integer(), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['written_by'], ['member.id'], name=op.f('fk_announcement_written_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_announcement')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('announcement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_announcement_state_purpose_ends_at'), ['state', 'purpose', 'ends_at'], unique=False)

    op.create_table('announcement_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('announcement_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('step', _one_of('step', 'written', 'approved', 'withdrawn'), nullable=False),
    sa.Column('no_promotion', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['announcement_id'], ['announcement.id'], name=op.f('fk_announcement_step_announcement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_announcement_step_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_announcement_step'))
    )
    with op.batch_alter_table('announcement_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_announcement_step_announcement_id'), ['announcement_id'], unique=False)

    op.create_table('announcement_copy',
    sa.Column('announcement_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['announcement_id'], ['announcement.id'], name=op.f('fk_announcement_copy_announcement_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_announcement_copy_member_id')),
    sa.PrimaryKeyConstraint('announcement_id', 'member_id', name=op.f('pk_announcement_copy'))
    )
    op.create_table('ticket',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=9), nullable=False),
    sa.Column('subject', _one_of('ticketsubject', 'question', 'account', 'privacy', 'post', 'other'), nullable=False),
    sa.Column('channel', _one_of('channel', 'email', 'telephone'), nullable=False),
    sa.Column('call_time', _one_of('calltime', 'any', 'morning', 'afternoon', 'evening'), nullable=True),
    sa.Column('email', sa.LargeBinary(), nullable=True),
    sa.Column('phone', sa.LargeBinary(), nullable=True),
    sa.Column('message', sa.LargeBinary(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket')),
    sa.UniqueConstraint('reference', name=op.f('uq_ticket_reference')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ticket_closed_at_asked_at'), ['closed_at', 'asked_at'], unique=False)

    op.create_table('ticket_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_ticket_answer_by_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_ticket_answer_ticket_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket_answer'))
    )
    with op.batch_alter_table('ticket_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ticket_answer_ticket_id'), ['ticket_id'], unique=False)


def downgrade() -> None:
    op.drop_table('ticket_answer')
    op.drop_table('ticket')
    op.drop_table('announcement_copy')
    op.drop_table('announcement_step')
    op.drop_table('announcement')
    op.drop_table('suppressed_mail')
    op.drop_table('mail_log')
    op.drop_table('mail_choice')
