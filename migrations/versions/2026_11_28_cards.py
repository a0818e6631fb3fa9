"""Since when a published figure stands, longer names of groups, hidden cards.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_28_cards'
down_revision = '2026_11_28_running'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('statistics_cell', schema=None) as batch_op:
        batch_op.alter_column('row', existing_type=sa.String(length=40), type_=sa.String(length=80), existing_nullable=False)
        batch_op.add_column(sa.Column('made_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('system_card', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hidden_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('hidden_reason', sa.String(length=200), nullable=False, server_default=''))


def downgrade() -> None:
    with op.batch_alter_table('system_card', schema=None) as batch_op:
        batch_op.drop_column('hidden_reason')
        batch_op.drop_column('hidden_at')

    # Names too long for the older column are of makers; the figures are made anew.
    op.execute('DELETE FROM statistics_cell WHERE length("row") > 40')
    with op.batch_alter_table('statistics_cell', schema=None) as batch_op:
        batch_op.drop_column('made_at')
        batch_op.alter_column('row', existing_type=sa.String(length=80), type_=sa.String(length=40), existing_nullable=False)
