"""Which nudge each browser has yet to be told"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("push_subscriptions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owed_id", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_push_subscriptions_owed_id_nudges"),
            "nudges",
            ["owed_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(batch_op.f("ix_push_subscriptions_owed_id"), ["owed_id"])


def downgrade() -> None:
    with op.batch_alter_table("push_subscriptions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_push_subscriptions_owed_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_push_subscriptions_owed_id_nudges"), type_="foreignkey"
        )
        batch_op.drop_column("owed_id")
