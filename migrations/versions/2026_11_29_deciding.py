"""Decisions that undo others, and appeals.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_29_deciding'
down_revision = '2026_11_28_registry'
branch_labels = None
depends_on = None


RULED = "rule_code IS NOT NULL OR outcome IN ('dismiss', 'no_action', 'approve')"
"""What a decision needed a rule for, and what it needs one for from now on."""
RULED_OR_APPEALED = (
    "rule_code IS NOT NULL OR outcome IN ('dismiss', 'no_action', 'approve', "
    "'grant', 'refuse', 'modify')"
)


def upgrade() -> None:
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_decision_ruled'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_decision_ruled'), RULED_OR_APPEALED)
        batch_op.add_column(sa.Column('reverses_id', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_decision_reverses_id'), ['reverses_id'])
        batch_op.create_foreign_key(batch_op.f('fk_decision_reverses_id'), 'decision', ['reverses_id'], ['id'])

    with op.batch_alter_table('mod_action', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reversed_by', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_mod_action_reversed_by'), ['reversed_by'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_mod_action_reversed_by'), 'decision', ['reversed_by'], ['id'])

    op.create_table('appeal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('statement_id', sa.Integer(), nullable=False),
    sa.Column('appellant_id', sa.Integer(), nullable=False),
    sa.Column('reviewable_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Enum('uphold', 'dismiss', 'no_action', 'approve', 'reject', 'grant', 'refuse', 'modify', name='outcome', native_enum=False, length=24), nullable=True),
    sa.Column('by_same_person', sa.Boolean(), nullable=False),
    sa.Column('was_abusive', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['appellant_id'], ['member.id'], name=op.f('fk_appeal_appellant_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_appeal_decision_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reviewable_id'], ['reviewable.id'], name=op.f('fk_appeal_reviewable_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_appeal_statement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_appeal_decision_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('appeal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appeal_appellant_id'), ['appellant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appeal_reviewable_id'), ['reviewable_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appeal_statement_id'), ['statement_id'], unique=False)

    op.create_table('appeal_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('appeal_id', sa.Integer(), nullable=False),
    sa.Column('is_staff', sa.Boolean(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['appeal_id'], ['appeal.id'], name=op.f('fk_appeal_message_appeal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal_message')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('appeal_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appeal_message_appeal_id'), ['appeal_id'], unique=False)


def downgrade() -> None:
    op.drop_table('appeal_message')
    op.drop_table('appeal')

    with op.batch_alter_table('mod_action', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_mod_action_reversed_by'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_mod_action_reversed_by'))
        batch_op.drop_column('reversed_by')

    decision = sa.table('decision', sa.column('rule_code', sa.String()), sa.column('outcome', sa.String()))
    op.execute(
        decision.update()
        .where(decision.c.rule_code.is_(None), decision.c.outcome.in_(('grant', 'refuse', 'modify')))
        .values(outcome='no_action')
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_decision_reverses_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_decision_reverses_id'), type_='unique')
        batch_op.drop_column('reverses_id')
        batch_op.drop_constraint(batch_op.f('ck_decision_ruled'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_decision_ruled'), RULED)
