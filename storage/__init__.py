"""One database for everything Lotse keeps: engine, inbox, outbox, audit, signals, migrations.

Nothing here knows newcomers, cases or articles. The folders above declare their own tables on `Base` and ask
`Database` for a transaction; what must leave the house is written into the outbox in that same transaction.
"""

from storage.columns import Json, UtcDateTime
from storage.database import Base, Database, utc_now

__all__ = ["Base", "Database", "Json", "UtcDateTime", "utc_now"]
