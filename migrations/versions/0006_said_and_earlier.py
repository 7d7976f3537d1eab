"""When each fact was said, and the words that no longer stand"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OWNED = (
    *("attendances", "codes", "contacts", "events", "meetings"),
    *("notes", "promises", "steps", "targets"),
)


def upgrade() -> None:
    for table in OWNED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("said", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "earlier",
        sa.Column("subject_table", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("contact_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("event_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("fact", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["persons.id"],
            name=op.f("fk_earlier_owner_id_persons"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier")),
    )
    with op.batch_alter_table("earlier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_earlier_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_earlier_owner_id_earlier_rev"), ["owner_id", "rev"], unique=False
        )


def downgrade() -> None:
    op.drop_table("earlier")
    for table in reversed(OWNED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("said")
