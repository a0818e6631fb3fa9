"""How long decisions took, and what was published about them.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_29_figures'
down_revision = '2026_11_29_queue'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('rule_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rule_code', sa.String(length=8), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_version')),
    sa.UniqueConstraint('rule_code', 'version', name=op.f('uq_rule_version_rule_code_version'))
    )
    op.create_table('reason_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rule_code', sa.String(length=8), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reason_template')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('reason_template', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reason_template_rule_code'), ['rule_code'], unique=False)

    op.create_table('published_figures',
    sa.Column('name', sa.String(length=24), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_published_figures'))
    )
    op.create_table('listed_week',
    sa.Column('monday', sa.Date(), nullable=False),
    sa.Column('others', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('monday', name=op.f('pk_listed_week'))
    )
    op.create_table('listed_act',
    sa.Column('mod_action_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['mod_action_id'], ['mod_action.id'], name=op.f('fk_listed_act_mod_action_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mod_action_id', name=op.f('pk_listed_act'))
    )
    with op.batch_alter_table('listed_act', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listed_act_day'), ['day'], unique=False)

    op.create_table('case_alert',
    sa.Column('reviewable_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('hours', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['reviewable_id'], ['reviewable.id'], name=op.f('fk_case_alert_reviewable_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('reviewable_id', 'hours', name=op.f('pk_case_alert'))
    )
    # Not in batches: a table made anew would have lost the triggers that guard it.
    op.add_column('audit_event', sa.Column('board_id', sa.Integer(), nullable=True))
    op.add_column('audit_event', sa.Column('batch_id', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('audit_event', 'batch_id')
    op.drop_column('audit_event', 'board_id')
    op.drop_table('case_alert')
    op.drop_table('listed_act')
    op.drop_table('listed_week')
    op.drop_table('published_figures')
    op.drop_table('reason_template')
    op.drop_table('rule_version')
