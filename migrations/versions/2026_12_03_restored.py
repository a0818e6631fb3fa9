"""That a backup was restored, and that nothing leaves the forum until somebody looked.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_12_03_restored'
down_revision = '2026_12_02_growing'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('read_only', sa.Column('is_restored', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column('read_only', 'is_restored')
