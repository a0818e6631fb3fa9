"""Marks of what guests see, by which finished pages are kept.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_12_02_page_versions'
down_revision = '2026_12_01_moving_in'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('page_version',
    sa.Column('scope', sa.String(length=24), nullable=False),
    sa.Column('mark', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('scope', name=op.f('pk_page_version'))
    )


def downgrade() -> None:
    op.drop_table('page_version')
