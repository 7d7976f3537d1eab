"""Who should meet, kept as it was found until something changes"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_pairs",
        sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["persons.id"],
            name=op.f("fk_contact_pairs_owner_id_persons"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_contact_pairs")),
    )
    # An empty index is filled at the next look, and the pairs with it.
    op.execute("DELETE FROM contact_words")


def downgrade() -> None:
    op.drop_table("contact_pairs")
