"""Each transaction begins with the scope of whoever asks, and takes it with it when it ends (`SET LOCAL`).

A question outside a transaction is given one of its own, so that nothing is ever asked of a connection that still
carries the scope of somebody else. Without a scope nothing is set, and row-level security shows no row.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.backends.postgresql import base

from clearway.site.operational import scope

SET_LOCAL = "SELECT set_config('clearway.organisations', %s, true), set_config('clearway.process', %s, true)"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL under row-level security."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(_in_a_transaction)

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            self.tell_scope()

    def tell_scope(self) -> None:
        """Tell the running transaction whose rows may be touched from now on."""
        now = scope.current()
        if self.connection is not None and not self.connection.broken and not self.needs_rollback and _may_ask(self):
            with self.connection.cursor() as cursor:
                cursor.execute(SET_LOCAL, (now.organisations, now.process))


def _in_a_transaction(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    connection = context["connection"]
    if params and not many and sql.startswith("SELECT"):
        params = tuple(_without_nul(value) for value in params)
    if scope.current() == scope.NOBODY or not connection.get_autocommit():
        return execute(sql, params, many, context)
    with transaction.atomic(using=connection.alias):
        return execute(sql, params, many, context)


def _without_nul(value: Any) -> Any:
    """PostgreSQL keeps a NUL in no text and raises when it is asked for one: what is looked for then is not there."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _may_ask(connection: base.DatabaseWrapper) -> bool:
    """Whether the transaction still answers: one in which a statement failed only waits to be rolled back."""
    return connection.connection.info.transaction_status.name != "INERROR"
