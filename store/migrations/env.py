"""Run migrations on the connection that store.models hands over."""

from alembic import context

from store.good_models import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()
