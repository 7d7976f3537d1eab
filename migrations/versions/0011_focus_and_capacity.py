"""Whom to follow up deeply, how many to keep in touch with, and who was kept"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("capacity", sa.Integer(), nullable=False, server_default="15"))
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("focus", sa.String(length=4), nullable=False, server_default="")
        )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("room_kept_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_column("room_kept_at")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_column("focus")
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_column("capacity")
