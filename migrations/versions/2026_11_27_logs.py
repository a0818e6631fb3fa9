"""Daily totals of requests.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_27_logs'
down_revision = '2026_11_27_oidc'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('traffic_total',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('requests', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_traffic_total')),
    sa.UniqueConstraint('day', 'kind', 'name', name=op.f('uq_traffic_total_day_kind_name'))
    )


def downgrade() -> None:
    op.drop_table('traffic_total')
