"""Touches, and how often somebody wishes to be in touch"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("rhythm_every", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("rhythm_unit", sa.String(length=6), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("rhythm_on", sa.Date(), nullable=True))
    op.create_table(
        "touches",
        sa.Column("contact_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("who", sa.String(length=4), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("text", sa.String(length=280), nullable=False),
        sa.Column("touched_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_touches_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["persons.id"],
            name=op.f("fk_touches_owner_id_persons"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touches")),
    )
    with op.batch_alter_table("touches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_touches_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_touches_owner_id_touches_rev"), ["owner_id", "rev"], unique=False
        )


def downgrade() -> None:
    op.drop_table("touches")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_column("rhythm_on")
        batch_op.drop_column("rhythm_unit")
        batch_op.drop_column("rhythm_every")
