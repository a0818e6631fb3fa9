"""Second looks at decisions, and rests of the right to report.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_30_fairness'
down_revision = '2026_11_30_tracing'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('second_look',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('picked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('looker_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(length=24), nullable=True),
    sa.Column('rule_code', sa.String(length=8), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('agrees', sa.Boolean(), nullable=True),
    sa.Column('looked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_second_look_decision_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['looker_id'], ['member.id'], name=op.f('fk_second_look_looker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_look')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_second_look_decision_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.add_column(sa.Column('bad_faith', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('bad_faith_reason', sa.Text(), nullable=False, server_default=''))


def downgrade() -> None:
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.drop_column('bad_faith_reason')
        batch_op.drop_column('bad_faith')

    op.drop_table('second_look')
