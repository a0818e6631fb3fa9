"""Which statement and which terms held when a post was sent.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_27_documents'
down_revision = '2026_11_27_mail_choices'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Until now there was one version of each.
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.add_column(sa.Column('statement_version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('terms_version', sa.Integer(), nullable=False, server_default='1'))


def downgrade() -> None:
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_column('terms_version')
        batch_op.drop_column('statement_version')
