"""The first tables.

One idea each. Expand first, migrate the data, contract in a later release: the
version before must still run while this one is on its way in. Nothing of the
forum is imported here, since it will have changed when this runs.
"""

import sqlalchemy as sa
from alembic import op

revision = 'a9b6835b8cc2'
down_revision = None
branch_labels = None
depends_on = None

# The audit log is only ever added to; the database itself refuses the rest.
KEPT_SQLITE = """
CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END
"""
KEPT_POSTGRESQL = (
    """
    CREATE FUNCTION audit_event_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$
    """,
    """
    CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE OR TRUNCATE
    ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_event_kept()
    """,
)


def keep_audit_log() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(KEPT_SQLITE.format(verb=verb))
    else:
        for statement in KEPT_POSTGRESQL:
            op.execute(statement)


def upgrade() -> None:
    op.create_table('application',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handle', sa.LargeBinary(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('email', sa.LargeBinary(), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('link_key', sa.LargeBinary(length=32), nullable=True),
    sa.Column('link_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application')),
    sa.UniqueConstraint('link_key', name=op.f('uq_application_link_key'))
    )
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_application_applied_at'), ['applied_at'], unique=False)

    op.create_table('audit_event',
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_kind', sa.String(length=16), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('target_type', sa.String(length=24), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('reviewable_id', sa.Integer(), nullable=True),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('payload_digest', sa.String(length=64), nullable=False),
    sa.Column('prev_hash', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_audit_event'))
    )
    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    op.create_table('board_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_group')),
    sa.UniqueConstraint('name', name=op.f('uq_board_group_name'))
    )
    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('once', sa.String(length=96), nullable=True),
    sa.Column('run_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('once', name=op.f('uq_job_once')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_failed_at_run_at_id'), ['failed_at', 'run_at', 'id'], unique=False)

    op.create_table('member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handle', sa.String(length=20), nullable=False),
    sa.Column('handle_key', sa.String(length=20), nullable=False),
    sa.Column('about', sa.String(length=500), nullable=False),
    sa.Column('affiliation', sa.Enum('owner', 'installer', 'vendor', 'utility', 'researcher', 'other', name='affiliation', native_enum=False, length=24), nullable=False),
    sa.Column('affiliation_text', sa.String(length=60), nullable=False),
    sa.Column('role', sa.Enum('member', 'moderator', 'administrator', name='role', native_enum=False, length=24), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('post_count', sa.Integer(), nullable=False),
    sa.Column('vouched_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('limited_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('suspended_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member')),
    sa.UniqueConstraint('handle_key', name=op.f('uq_member_handle_key')),
    sqlite_autoincrement=True
    )
    op.create_table('printed_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(length=160), nullable=False),
    sa.Column('recipient', sa.LargeBinary(), nullable=False),
    sa.Column('subject', sa.LargeBinary(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_printed_mail')),
    sa.UniqueConstraint('message_id', name=op.f('uq_printed_mail_message_id'))
    )
    with op.batch_alter_table('printed_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_printed_mail_printed_at'), ['printed_at'], unique=False)

    op.create_table('rule',
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_rule'))
    )
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('email', sa.LargeBinary(), nullable=False),
    sa.Column('email_key', sa.String(length=64), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=True),
    sa.Column('zip_code', sa.LargeBinary(), nullable=True),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('password_set_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_account_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email_key', name=op.f('uq_account_email_key')),
    sa.UniqueConstraint('member_id', name=op.f('uq_account_member_id'))
    )
    op.create_table('audit_payload',
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.Column('json', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['seq'], ['audit_event.seq'], name=op.f('fk_audit_payload_seq')),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_audit_payload'))
    )
    op.create_table('board',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('about', sa.String(length=200), nullable=False),
    sa.Column('hint', sa.String(length=400), nullable=False),
    sa.Column('icon', sa.String(length=20), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('read', sa.Enum('everybody', 'members', 'staff', name='audience', native_enum=False, length=24), nullable=False),
    sa.Column('write', sa.Enum('everybody', 'members', 'staff', name='audience', native_enum=False, length=24), nullable=False),
    sa.Column('thread_count', sa.Integer(), nullable=False),
    sa.CheckConstraint('thread_count >= 0', name=op.f('ck_board_counted')),
    sa.ForeignKeyConstraint(['group_id'], ['board_group.id'], name=op.f('fk_board_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board')),
    sa.UniqueConstraint('slug', name=op.f('uq_board_slug'))
    )
    with op.batch_alter_table('board', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_board_group_id'), ['group_id'], unique=False)

    op.create_table('consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('document', sa.String(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_consent_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_member_id_document_version'), ['member_id', 'document', 'version'], unique=False)

    op.create_table('member_session',
    sa.Column('key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_member_session_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_member_session'))
    )
    with op.batch_alter_table('member_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_session_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_member_session_seen_at'), ['seen_at'], unique=False)

    op.create_table('reset_link',
    sa.Column('key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_reset_link_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_reset_link'))
    )
    with op.batch_alter_table('reset_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reset_link_account_id'), ['account_id'], unique=False)

    op.create_table('reviewable',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('flagged_post', 'held_post', 'moderator_act', name='reviewablekind', native_enum=False, length=24), nullable=False),
    sa.Column('target_type', sa.Enum('post', 'thread', 'member', name='targettype', native_enum=False, length=24), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('board_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('open', 'closed', name='reviewstatus', native_enum=False, length=24), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('first_seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claimed_by', sa.Integer(), nullable=True),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reopened_count', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name=op.f('ck_reviewable_closed')),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_reviewable_board_id')),
    sa.ForeignKeyConstraint(['claimed_by'], ['member.id'], name=op.f('fk_reviewable_claimed_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviewable')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('reviewable', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reviewable_status_opened_at'), ['status', 'opened_at'], unique=False)
        batch_op.create_index('uq_reviewable_open', ['kind', 'target_type', 'target_id'], unique=True, sqlite_where=sa.text("status = 'open'"), postgresql_where=sa.text("status = 'open'"))

    op.create_table('thread',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('board_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('published', 'held', 'rejected', 'hidden', 'removed', 'withdrawn', name='poststate', native_enum=False, length=24), nullable=False),
    sa.Column('state_reason', sa.String(length=200), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('active_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_author_id', sa.Integer(), nullable=False),
    sa.Column('last_number', sa.Integer(), nullable=False),
    sa.Column('reply_count', sa.Integer(), nullable=False),
    sa.Column('pinned', sa.Boolean(), nullable=False),
    sa.Column('locked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lock_reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.CheckConstraint('reply_count >= 0', name=op.f('ck_thread_counted')),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_thread_author_id')),
    sa.ForeignKeyConstraint(['board_id'], ['board.id'], name=op.f('fk_thread_board_id')),
    sa.ForeignKeyConstraint(['last_author_id'], ['member.id'], name=op.f('fk_thread_last_author_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thread')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('thread', schema=None) as batch_op:
        batch_op.create_index('ix_thread_active', ['state', 'active_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thread_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_thread_listed', ['board_id', 'state', 'pinned', 'active_at', 'id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reviewable_id', sa.Integer(), nullable=False),
    sa.Column('reviewable_version', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Enum('uphold', 'dismiss', 'no_action', 'approve', 'reject', name='outcome', native_enum=False, length=24), nullable=False),
    sa.Column('rule_code', sa.String(length=8), nullable=True),
    sa.Column('public_reason', sa.Text(), nullable=False),
    sa.Column('internal_note', sa.Text(), nullable=False),
    sa.Column('automated', sa.Boolean(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('once', sa.String(length=48), nullable=True),
    sa.CheckConstraint("rule_code IS NOT NULL OR outcome IN ('dismiss', 'no_action', 'approve')", name=op.f('ck_decision_ruled')),
    sa.ForeignKeyConstraint(['actor_id'], ['member.id'], name=op.f('fk_decision_actor_id')),
    sa.ForeignKeyConstraint(['reviewable_id'], ['reviewable.id'], name=op.f('fk_decision_reviewable_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('once', name=op.f('uq_decision_once')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_decided_at'), ['decided_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_reviewable_id'), ['reviewable_id'], unique=False)

    op.create_table('evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reviewable_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('captured_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['reviewable_id'], ['reviewable.id'], name=op.f('fk_evidence_reviewable_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_reviewable_id_revision'), ['reviewable_id', 'revision'], unique=True)

    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reviewable_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_note_author_id')),
    sa.ForeignKeyConstraint(['reviewable_id'], ['reviewable.id'], name=op.f('fk_note_reviewable_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note'))
    )
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_note_reviewable_id'), ['reviewable_id'], unique=False)

    op.create_table('post',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('published', 'held', 'rejected', 'hidden', 'removed', 'withdrawn', name='poststate', native_enum=False, length=24), nullable=False),
    sa.Column('state_reason', sa.String(length=200), nullable=False),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('once', sa.String(length=48), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_post_author_id')),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_post_thread_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post')),
    sa.UniqueConstraint('author_id', 'once', name=op.f('uq_post_author_id_once')),
    sa.UniqueConstraint('thread_id', 'number', name=op.f('uq_post_thread_id_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_author_id_posted_at'), ['author_id', 'posted_at'], unique=False)
        batch_op.create_index('ix_post_news', ['state', 'published_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_thread_id'), ['thread_id'], unique=False)

    op.create_table('thread_tag',
    sa.Column('thread_id', sa.Integer(), nullable=False),
    sa.Column('tag', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_thread_tag_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('thread_id', 'tag', name=op.f('pk_thread_tag'))
    )
    with op.batch_alter_table('thread_tag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thread_tag_tag_thread_id'), ['tag', 'thread_id'], unique=False)

    op.create_table('disclosure_count',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('masked', sa.Integer(), nullable=False),
    sa.Column('kept', sa.Integer(), nullable=False),
    sa.Column('not_personal', sa.Integer(), nullable=False),
    sa.Column('rules_version', sa.String(length=24), nullable=False),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_disclosure_count_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosure_count')),
    sa.UniqueConstraint('post_id', 'revision', 'kind', name=op.f('uq_disclosure_count_post_id_revision_kind'))
    )
    op.create_table('flag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reviewable_id', sa.Integer(), nullable=False),
    sa.Column('target_type', sa.Enum('post', 'thread', 'member', name='targettype', native_enum=False, length=24), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('reporter_id', sa.Integer(), nullable=True),
    sa.Column('reporter_kind', sa.Enum('member', 'staff', 'system', name='reporterkind', native_enum=False, length=24), nullable=False),
    sa.Column('reason', sa.Enum('personal_information', 'illegal', 'under_13', 'unsafe_advice', 'harassment', 'spam', 'other', 'off_subject', name='flagreason', native_enum=False, length=24), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('open', 'upheld', 'dismissed', 'no_action', name='flagstatus', native_enum=False, length=24), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_flag_decision_id')),
    sa.ForeignKeyConstraint(['reporter_id'], ['member.id'], name=op.f('fk_flag_reporter_id')),
    sa.ForeignKeyConstraint(['reviewable_id'], ['reviewable.id'], name=op.f('fk_flag_reviewable_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flag')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_flag_reviewable_id'), ['reviewable_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_flag_target_type_target_id'), ['target_type', 'target_id'], unique=False)
        batch_op.create_index('uq_flag_open', ['reporter_id', 'target_type', 'target_id'], unique=True, sqlite_where=sa.text("status = 'open'"), postgresql_where=sa.text("status = 'open'"))

    op.create_table('mod_action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('hide_until_edited', 'remove', 'remove_thread', 'restore', 'redact', 'warn', 'limit', 'suspend', 'lock', 'unlock', 'pin', 'unpin', 'move_and_lock', 'approve', 'reject', name='actionkind', native_enum=False, length=24), nullable=False),
    sa.Column('target_type', sa.Enum('post', 'thread', 'member', name='targettype', native_enum=False, length=24), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('reversible', sa.Boolean(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_mod_action_decision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mod_action'))
    )
    with op.batch_alter_table('mod_action', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mod_action_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mod_action_target_type_target_id'), ['target_type', 'target_id'], unique=False)

    op.create_table('quote',
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_quote_post_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['source_id'], ['post.id'], name=op.f('fk_quote_source_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', 'source_id', name=op.f('pk_quote'))
    )
    with op.batch_alter_table('quote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quote_source_id'), ['source_id'], unique=False)

    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=True),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('editor_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['editor_id'], ['member.id'], name=op.f('fk_revision_editor_id')),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_revision_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('post_id', 'number', name=op.f('uq_revision_post_id_number'))
    )
    op.create_table('statement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('appeal_until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_statement_decision_id')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_statement_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_statement_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_statement_member_id_read_at'), ['member_id', 'read_at'], unique=False)
    keep_audit_log()


def downgrade() -> None:
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_statement_member_id_read_at'))
        batch_op.drop_index(batch_op.f('ix_statement_decision_id'))

    op.drop_table('statement')
    op.drop_table('revision')
    with op.batch_alter_table('quote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quote_source_id'))

    op.drop_table('quote')
    with op.batch_alter_table('mod_action', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mod_action_target_type_target_id'))
        batch_op.drop_index(batch_op.f('ix_mod_action_decision_id'))

    op.drop_table('mod_action')
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.drop_index('uq_flag_open', sqlite_where=sa.text("status = 'open'"), postgresql_where=sa.text("status = 'open'"))
        batch_op.drop_index(batch_op.f('ix_flag_target_type_target_id'))
        batch_op.drop_index(batch_op.f('ix_flag_reviewable_id'))

    op.drop_table('flag')
    op.drop_table('disclosure_count')
    with op.batch_alter_table('thread_tag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thread_tag_tag_thread_id'))

    op.drop_table('thread_tag')
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_thread_id'))
        batch_op.drop_index('ix_post_news')
        batch_op.drop_index(batch_op.f('ix_post_author_id_posted_at'))

    op.drop_table('post')
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_note_reviewable_id'))

    op.drop_table('note')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_reviewable_id_revision'))

    op.drop_table('evidence')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_reviewable_id'))
        batch_op.drop_index(batch_op.f('ix_decision_decided_at'))

    op.drop_table('decision')
    with op.batch_alter_table('thread', schema=None) as batch_op:
        batch_op.drop_index('ix_thread_listed')
        batch_op.drop_index(batch_op.f('ix_thread_author_id'))
        batch_op.drop_index('ix_thread_active')

    op.drop_table('thread')
    with op.batch_alter_table('reviewable', schema=None) as batch_op:
        batch_op.drop_index('uq_reviewable_open', sqlite_where=sa.text("status = 'open'"), postgresql_where=sa.text("status = 'open'"))
        batch_op.drop_index(batch_op.f('ix_reviewable_status_opened_at'))

    op.drop_table('reviewable')
    with op.batch_alter_table('reset_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reset_link_account_id'))

    op.drop_table('reset_link')
    with op.batch_alter_table('member_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_member_session_seen_at'))
        batch_op.drop_index(batch_op.f('ix_member_session_member_id'))

    op.drop_table('member_session')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_member_id_document_version'))

    op.drop_table('consent')
    with op.batch_alter_table('board', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_board_group_id'))

    op.drop_table('board')
    op.drop_table('audit_payload')
    op.drop_table('account')
    op.drop_table('rule')
    with op.batch_alter_table('printed_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_printed_mail_printed_at'))

    op.drop_table('printed_mail')
    op.drop_table('member')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_failed_at_run_at_id'))

    op.drop_table('job')
    op.drop_table('board_group')
    op.drop_table('audit_head')
    op.drop_table('audit_event')
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_applied_at'))

    op.drop_table('application')
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_event_kept()")
