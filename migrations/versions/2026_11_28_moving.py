"""Handing the forum over.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_28_moving'
down_revision = '2026_11_28_law'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('arrival',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('manifest', sa.String(length=64), nullable=False),
    sa.Column('arrived_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrival')),
    sa.UniqueConstraint('manifest', name=op.f('uq_arrival_manifest'))
    )
    with op.batch_alter_table('announcement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hands_over_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('hands_over_to', sa.String(length=100), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('announcement', schema=None) as batch_op:
        batch_op.drop_column('hands_over_to')
        batch_op.drop_column('hands_over_on')

    op.drop_table('arrival')
