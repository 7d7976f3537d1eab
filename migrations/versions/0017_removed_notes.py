"""Notes that were removed, until they are erased"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# Few are, and they alone are looked for.
TO_ERASE = sa.text("removed_at IS NOT NULL AND text != ''")


def upgrade() -> None:
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        op.f("ix_notes_removed_at"),
        "notes",
        ["removed_at"],
        sqlite_where=TO_ERASE,
        postgresql_where=TO_ERASE,
    )


def downgrade() -> None:
    # An earlier release would show them again.
    op.execute("DELETE FROM notes WHERE removed_at IS NOT NULL")
    op.drop_index(op.f("ix_notes_removed_at"), "notes")
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_column("removed_at")
