"""A contact's photo"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

contacts = sa.table(
    "contacts",
    sa.column("person_id", sa.Uuid(as_uuid=False)),
    sa.column("photo_id", sa.Uuid(as_uuid=False)),
)
persons = sa.table(
    "persons",
    sa.column("id", sa.Uuid(as_uuid=False)),
    sa.column("photo_id", sa.Uuid(as_uuid=False)),
    sa.column("shared", sa.JSON),
)


def upgrade() -> None:
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("photo_id", sa.Uuid(as_uuid=False), nullable=True))
    with_photo = sa.select(persons).where(persons.c.photo_id.is_not(None))
    for person in op.get_bind().execute(with_photo).all():
        if "photo" in person.shared:
            theirs = sa.update(contacts).where(contacts.c.person_id == person.id)
            op.execute(theirs.values(photo_id=person.photo_id))


def downgrade() -> None:
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_column("photo_id")
