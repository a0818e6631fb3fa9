"""Watched words, boards that hold, and what a post scored.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_29_walls'
down_revision = '2026_11_29_standing'
branch_labels = None
depends_on = None

# SQLite makes a table anew to change a column: it must be told what it forgets.
NEVER_REUSED = {'sqlite_autoincrement': True}


def upgrade() -> None:
    op.create_table('board_mode',
    sa.Column('board_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('mode', sa.Enum('open', 'first_posts', 'threads', 'all', name='mode', native_enum=False, length=24), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_board_mode_board_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('board_id', name=op.f('pk_board_mode'))
    )
    op.create_table('watched_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pattern', sa.String(length=60), nullable=False),
    sa.Column('way', sa.Enum('literal', 'word', 'glob', name='way', native_enum=False, length=24), nullable=False),
    sa.Column('deed', sa.Enum('block', 'hold', 'mask', 'notice', name='deed', native_enum=False, length=24), nullable=False),
    sa.Column('boards', sa.JSON(), nullable=False),
    sa.Column('said', sa.String(length=200), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_watched_word_author_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_watched_word')),
    sqlite_autoincrement=True
    )
    op.create_table('likeness',
    sa.Column('post_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('bits', sa.String(length=16), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(bits) = 16', name=op.f('ck_likeness_whole')),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_likeness_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', name=op.f('pk_likeness'))
    )
    with op.batch_alter_table('likeness', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_likeness_made_at'), ['made_at'], unique=False)

    op.create_table('held_for',
    sa.Column('post_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('marks', sa.JSON(), nullable=False),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_held_for_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', name=op.f('pk_held_for'))
    )
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hides_now', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('counts', sa.Boolean(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('hid', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('decision', schema=None, table_kwargs=NEVER_REUSED) as batch_op:
        batch_op.alter_column('actor_id', existing_type=sa.Integer(), nullable=True)

    # What was decided before was told on the page: it is no news now.
    flag = sa.table('flag', sa.column('seen_at', sa.DateTime(timezone=True)), sa.column('closed_at', sa.DateTime(timezone=True)))
    op.execute(flag.update().where(flag.c.closed_at.is_not(None)).values(seen_at=flag.c.closed_at))


def downgrade() -> None:
    # What no person decided cannot be told by the version before.
    decision = sa.table('decision', sa.column('id', sa.Integer()), sa.column('actor_id', sa.Integer()))
    gone = sa.select(decision.c.id).where(decision.c.actor_id.is_(None))
    for name in ('statement', 'mod_action', 'flag'):
        table = sa.table(name, sa.column('decision_id', sa.Integer()))
        theirs = table.c.decision_id.in_(gone)
        op.execute(table.update().where(theirs).values(decision_id=None) if name == 'flag' else table.delete().where(theirs))
    op.execute(decision.delete().where(decision.c.actor_id.is_(None)))

    with op.batch_alter_table('decision', schema=None, table_kwargs=NEVER_REUSED) as batch_op:
        batch_op.alter_column('actor_id', existing_type=sa.Integer(), nullable=False)

    with op.batch_alter_table('flag', schema=None, table_kwargs=NEVER_REUSED) as batch_op:
        batch_op.drop_column('seen_at')
        batch_op.drop_column('hid')
        batch_op.drop_column('counts')
        batch_op.drop_column('hides_now')

    op.drop_table('held_for')
    with op.batch_alter_table('likeness', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_likeness_made_at'))

    op.drop_table('likeness')
    op.drop_table('watched_word')
    op.drop_table('board_mode')
