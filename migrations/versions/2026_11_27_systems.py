"""System cards, equipment names, and statistics that point at nobody.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_27_systems'
down_revision = '2026_11_27_sign_in'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('equipment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('maker', sa.String(length=160), nullable=False),
    sa.Column('model', sa.String(length=160), nullable=False),
    sa.Column('watts', sa.Double(), nullable=True),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('name_key', sa.LargeBinary(length=320), nullable=False),
    sa.Column('model_key', sa.LargeBinary(length=160), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_equipment')),
    sa.UniqueConstraint('kind', 'name_key', name=op.f('uq_equipment_kind_name_key'))
    )
    with op.batch_alter_table('equipment', schema=None) as batch_op:
        batch_op.create_index('ix_equipment_model', ['kind', 'model_key'], unique=False)

    op.create_table('statistics_snapshot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quarter', sa.String(length=7), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stands', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statistics_snapshot')),
    sa.UniqueConstraint('quarter', name=op.f('uq_statistics_snapshot_quarter'))
    )
    op.create_table('statistics_cell',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('snapshot_id', sa.Integer(), nullable=False),
    sa.Column('chart', sa.String(length=16), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('row', sa.String(length=40), nullable=False),
    sa.Column('column', sa.String(length=40), nullable=False),
    sa.Column('count', sa.Integer(), nullable=True),
    sa.Column('low', sa.Integer(), nullable=True),
    sa.Column('middle', sa.Integer(), nullable=True),
    sa.Column('high', sa.Integer(), nullable=True),
    sa.CheckConstraint('count IS NULL OR count >= 10', name=op.f('ck_statistics_cell_not_few')),
    sa.ForeignKeyConstraint(['snapshot_id'], ['statistics_snapshot.id'], name=op.f('fk_statistics_cell_snapshot_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statistics_cell')),
    sa.UniqueConstraint('snapshot_id', 'chart', 'position', name=op.f('uq_statistics_cell_snapshot_id_chart_position'))
    )
    op.create_table('systems_choice',
    sa.Column('member_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('takes_part', sa.Boolean(), nullable=False),
    sa.Column('counts_yields', sa.Boolean(), nullable=False),
    sa.Column('declined', sa.JSON(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_systems_choice_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_systems_choice'))
    )
    op.create_table('system_card',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=2), nullable=False),
    sa.Column('zip3', sa.String(length=3), nullable=False),
    sa.Column('system_type', sa.String(length=24), nullable=False),
    sa.Column('dc_kw', sa.Double(), nullable=False),
    sa.Column('ac_kw', sa.Double(), nullable=True),
    sa.Column('module_maker', sa.String(length=60), nullable=False),
    sa.Column('module_model', sa.String(length=60), nullable=False),
    sa.Column('module_count', sa.Integer(), nullable=True),
    sa.Column('module_watts', sa.Double(), nullable=True),
    sa.Column('inverter_maker', sa.String(length=60), nullable=False),
    sa.Column('inverter_model', sa.String(length=60), nullable=False),
    sa.Column('inverter_count', sa.Integer(), nullable=True),
    sa.Column('inverter_type', sa.String(length=24), nullable=True),
    sa.Column('arrays', sa.JSON(), nullable=False),
    sa.Column('mounting', sa.String(length=24), nullable=True),
    sa.Column('shading', sa.String(length=24), nullable=True),
    sa.Column('year_installed', sa.Integer(), nullable=True),
    sa.Column('battery_kwh', sa.Double(), nullable=True),
    sa.Column('battery_kind', sa.String(length=24), nullable=True),
    sa.Column('annual_kwh', sa.JSON(), nullable=False),
    sa.Column('tariff', sa.String(length=24), nullable=True),
    sa.Column('monitoring', sa.String(length=40), nullable=False),
    sa.Column('soltrex_id', sa.String(length=64), nullable=True),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('beside_posts', sa.Boolean(), nullable=False),
    sa.Column('is_listed', sa.Boolean(), nullable=False),
    sa.Column('public_state', sa.String(length=2), nullable=True),
    sa.Column('public_type', sa.String(length=24), nullable=True),
    sa.Column('public_inverter', sa.String(length=24), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_system_card_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_system_card')),
    sa.UniqueConstraint('member_id', 'soltrex_id', name=op.f('uq_system_card_member_id_soltrex_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('system_card', schema=None) as batch_op:
        batch_op.create_index('ix_system_card_listed', ['is_listed', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_system_card_member_id'), ['member_id'], unique=False)

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('card_count', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_column('card_count')

    with op.batch_alter_table('system_card', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_system_card_member_id'))
        batch_op.drop_index('ix_system_card_listed')

    op.drop_table('system_card')
    op.drop_table('systems_choice')
    op.drop_table('statistics_cell')
    op.drop_table('statistics_snapshot')
    with op.batch_alter_table('equipment', schema=None) as batch_op:
        batch_op.drop_index('ix_equipment_model')

    op.drop_table('equipment')
