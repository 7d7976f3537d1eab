"""What the link in a mailed nudge stopped, and how often mails began anew"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("nudge_wishes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("mail_round", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("mail_stopped_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("nudge_wishes", schema=None) as batch_op:
        batch_op.drop_column("mail_stopped_at")
        batch_op.drop_column("mail_round")
