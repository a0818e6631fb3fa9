"""Which request an entry of the audit log belongs to, and who decided about their own.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_30_tracing'
down_revision = '2026_11_30_notifications'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batches: a table made anew would have lost the triggers that guard it.
    op.add_column('audit_event', sa.Column('request_id', sa.String(length=40), nullable=True))
    op.add_column('decision', sa.Column('by_same_person', sa.Boolean(), nullable=False, server_default='0'))


def downgrade() -> None:
    op.drop_column('decision', 'by_same_person')
    op.drop_column('audit_event', 'request_id')
