"""How Alembic runs the steps here: on a connection that is open, within the transaction that is begun."""

from alembic import context

from onrecord.store._schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
