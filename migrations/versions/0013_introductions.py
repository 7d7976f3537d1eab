"""Introductions, who introduced a contact, and the index of what people need and offer"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENTS = (
    *("begun_at", "dismissed_at", "first_asked_at", "first_answered_at", "second_asked_at"),
    *("second_answered_at", "introduced_at", "withdrawn_at"),
)
# The roots stand apart by spaces: nothing else of ASCII is in them, and all beyond is a letter.
SQLITE = (
    "CREATE VIRTUAL TABLE contact_words_index USING fts5(owner_id, offers,"
    " content='contact_words', content_rowid='number', tokenize='ascii')",
    "CREATE TRIGGER contact_words_added AFTER INSERT ON contact_words BEGIN"
    " INSERT INTO contact_words_index (rowid, owner_id, offers)"
    " VALUES (new.number, new.owner_id, new.offers); END",
    "CREATE TRIGGER contact_words_gone AFTER DELETE ON contact_words BEGIN"
    " INSERT INTO contact_words_index (contact_words_index, rowid, owner_id, offers)"
    " VALUES ('delete', old.number, old.owner_id, old.offers); END",
    "CREATE TRIGGER contact_words_changed AFTER UPDATE ON contact_words BEGIN"
    " INSERT INTO contact_words_index (contact_words_index, rowid, owner_id, offers)"
    " VALUES ('delete', old.number, old.owner_id, old.offers);"
    " INSERT INTO contact_words_index (rowid, owner_id, offers)"
    " VALUES (new.number, new.owner_id, new.offers); END",
)
# Not by to_tsvector: its parser would cut our roots once more.
POSTGRESQL = (
    "ALTER TABLE contact_words ADD COLUMN offered tsvector GENERATED ALWAYS AS"
    " (array_to_tsvector(string_to_array(offers, ' '))) STORED",
    "CREATE INDEX ix_contact_words_offered ON contact_words USING gin (offered)",
)


def upgrade() -> None:
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("introduced_by", sa.Uuid(as_uuid=False), nullable=True))
        batch_op.alter_column(
            "source",
            existing_type=sa.String(length=8),
            type_=sa.String(length=10),
            existing_nullable=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_contacts_introduced_by_contacts"),
            "contacts",
            ["introduced_by"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(batch_op.f("ix_contacts_introduced_by"), ["introduced_by"])
    _introductions()
    _index()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE contact_words_index")
    op.drop_table("contact_words")
    op.drop_table("introductions")
    # The word is longer than what an earlier release has room for, and means nothing to it.
    op.execute("UPDATE contacts SET source = 'typed' WHERE source = 'introduced'")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contacts_introduced_by"))
        batch_op.drop_constraint(
            batch_op.f("fk_contacts_introduced_by_contacts"), type_="foreignkey"
        )
        batch_op.drop_column("introduced_by")
        batch_op.alter_column(
            "source",
            existing_type=sa.String(length=10),
            type_=sa.String(length=8),
            existing_nullable=False,
        )


def _introductions() -> None:
    op.create_table(
        "introductions",
        sa.Column("first_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("second_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("need", sa.String(length=140), nullable=False),
        sa.Column("offer", sa.String(length=140), nullable=False),
        sa.Column("first_answer", sa.String(length=3), nullable=False),
        sa.Column("second_answer", sa.String(length=3), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in MOMENTS),
        sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        *(_belongs("introductions", column, "contacts") for column in ("first_id", "second_id")),
        _belongs("introductions", "owner_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introductions")),
    )
    for columns in (["first_id"], ["second_id"], ["owner_id", "rev"]):
        name = "_".join(f"introductions_{column}" for column in columns)
        op.create_index(op.f(f"ix_{name}"), "introductions", columns)


def _index() -> None:
    op.create_table(
        "contact_words",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("owner_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("offers", sa.Text(), nullable=False),
        _belongs("contact_words", "contact_id", "contacts"),
        _belongs("contact_words", "owner_id", "persons"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_contact_words")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_contact_words_contact_id")),
    )
    op.create_index(
        op.f("ix_contact_words_owner_id_contact_words_rev"), "contact_words", ["owner_id", "rev"]
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")
