"""One courteous line, for the meeting it thanks for"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meeting_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.add_column(
            sa.Column("line", sa.String(length=280), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_messages_meeting_id_meetings"),
            "meetings",
            ["meeting_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_index(batch_op.f("ix_messages_meeting_id"), ["meeting_id"])


def downgrade() -> None:
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_meeting_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_messages_meeting_id_meetings"), type_="foreignkey"
        )
        batch_op.drop_column("line")
        batch_op.drop_column("meeting_id")
