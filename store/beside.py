"""What stands beside contacts and legs: rows that belong to a contact, to a customer or to a queue."""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from language import _
from metrics.masking import masked_all
from store import as_of
from store.asked import Filters, ReadError, Viewer, inside
from store.covered import cover, covered
from store.masking import masked
from store.schema import AGENTS, CONTACTS, CUSTOMERS, IDENTITIES, TEXT, TEXTS, Table
from store.tables import Tables
from store.texts import PREFIXES, WORDS

NAMING = ("name", "email")  # of an agent's record


@dataclass(frozen=True)
class Beside:
    """The other tables of a reading: `contacts` are those looked at, `seen` the legs that the viewer sees.

    What says who a customer is, is given covered (`store.covered`) but by `plain`, to who `may_show` it.
    """

    tables: Tables
    viewer: Viewer
    filters: Filters
    contacts: pl.LazyFrame
    seen: pl.LazyFrame
    may_show: bool = False

    def rows(self, table: Table, *about: pl.Expr) -> pl.LazyFrame:
        """Give the rows of a table as they stood, in the window, in scope, and `about` what is asked."""
        return self._whole(table, about).with_columns(covered(table.name))

    def plain(self, table: Table, *about: pl.Expr) -> pl.LazyFrame:
        """Give the same uncovered, once that was written down. Raises ReadError for a role that may not."""
        self._permit()
        return self._whole(table, about)

    def whose(self, table: Table, is_meant: pl.Expr) -> pl.LazyFrame:
        """Give the customer_id of rows that fit, by what they say uncovered; nothing else of them."""
        return self._whole(table, ()).filter(is_meant).select("customer_id")

    def ways(self, mine: pl.Expr, *, is_plain: bool = False) -> pl.LazyFrame:
        """Give numbers and addresses of some, and how many customers have each: kind, value, n.

        Raises ReadError as `plain` does.
        """
        if is_plain:
            self._permit()
        known = self._whole(IDENTITIES, ()).select("kind", "value", "customer_id")
        same = known.join(known.filter(mine), on=["kind", "value"], how="semi")
        found = same.group_by("kind", "value").agg(n=pl.col("customer_id").n_unique())
        found = found.sort("kind", "value", descending=[True, False])
        return found if is_plain else found.with_columns(value=cover(pl.col("value")))

    def _permit(self) -> None:
        if not (self.may_show and self.viewer.sees_customers):
            raise ReadError(_("Your role may not uncover who a customer is."))

    def _whole(self, table: Table, about: tuple[pl.Expr, ...]) -> pl.LazyFrame:
        found = self._masked(table, self.tables.scan(table, self.filters).filter(*about), about)
        rows = as_of.rows_at(table, found, self.filters.as_of)
        rows = inside(rows, self.filters, table.anchor) if table.anchor else rows
        if table.name == CUSTOMERS.name:
            rows = rows.sort("valid_from").unique("customer_id", keep="last", maintain_order=True)
        rows = self._unsaid(table, self._scoped(table, rows))
        if self.viewer.sees_customers:
            return rows
        return rows.with_columns(*_hidden(table), *_unknown(table))

    def _masked(self, table: Table, rows: pl.LazyFrame, about: tuple[pl.Expr, ...]) -> pl.LazyFrame:
        """Put masked words in the place of what was said; none where a text has not been heard yet."""
        words = WORDS.get(table.name)
        if words is None:
            return rows
        prefix = PREFIXES[table.name]
        texts = self.tables.scan(TEXTS, self.filters).filter(
            pl.col("text_id").str.starts_with(prefix), *about
        )
        key = pl.col("text_id").str.strip_prefix(prefix).alias(table.key[0])
        masked = texts.select(key, "week", pl.col("masked").alias(words))
        both = rows.drop(words).join(masked, on=[table.key[0], "week"], how="left", maintain_order="left")
        return both.select(list(table.stored))

    def _unsaid(self, table: Table, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Mask numbers, addresses and all names that the customer's records ever held in free words."""
        if not table.free:
            return rows
        records = self.tables.scan(CUSTOMERS).filter(pl.col("name").is_not_null())
        names = records.group_by("customer_id").agg(__names=pl.col("name").unique().sort())
        named = rows.join(names, on="customer_id", how="left", maintain_order="left")
        return named.with_columns(_unnamed(name) for name in table.free).drop("__names")

    def records(self) -> pl.LazyFrame:
        """Give the records of customers, all that were known, each valid from its instant.

        To a lead those of the customers whom the own teams spoke to in the window. To who may not see
        customers they say nothing personal, and whose they are as traced contacts say it.
        """
        shown = self._known(CUSTOMERS)
        if self.viewer.role == "lead":
            shown = shown.join(self._mine(), on="customer_id", how="semi")
        if self.viewer.sees_customers:
            return shown.with_columns(covered(CUSTOMERS.name))
        return shown.with_columns(*masked(["customer_id"]), *_hidden(CUSTOMERS, {"customer_id"}))

    def unnamed(self, table: Table) -> pl.LazyFrame:
        """Give rows uncovered to what counts or checks them and shows none of what they say."""
        return self._whole(table, ())

    def names(self, table: Table) -> pl.LazyFrame:
        """Give all names that records of customers or agents ever held, in `name`.

        Whoever looks: they are there to be taken out of what was said, and never to be shown.
        """
        return self._known(table).select(pl.col("name").drop_nulls().unique())

    def _known(self, table: Table) -> pl.LazyFrame:
        rows = self.tables.scan(table, Filters(self.filters.as_of))
        return as_of.rows_at(table, rows, self.filters.as_of)

    def _mine(self) -> pl.LazyFrame:
        """The customers whom the legs that the viewer sees were of."""
        legs = self.seen.select("contact_id")
        of = self.tables.scan(CONTACTS, self.filters).join(legs, on="contact_id", how="semi")
        return of.select("customer_id")

    def _agents(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Narrow records of agents to a lead's own teams; who may not know agents tells them apart alone."""
        if self.viewer.role == "lead":
            return rows.filter(pl.col("team").is_in(list(self.viewer.teams)))
        if self.viewer.sees_agents:
            return rows
        return rows.with_columns(*masked(["agent_id"]), *(pl.lit(None, TEXT).alias(name) for name in NAMING))

    def _scoped(self, table: Table, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Narrow rows of contacts to those looked at, others to customers that the viewer may know."""
        is_lead = self.viewer.role == "lead"
        if table.name == AGENTS.name:
            return self._agents(rows)
        if table.of_contact and (is_lead or self.filters.where):
            return rows.join(self.contacts.select("contact_id"), on="contact_id", how="semi")
        if table.of_contact or not is_lead or "customer_id" not in table.columns:
            return self._of_queue(table, rows)
        return rows.join(self._mine(), on="customer_id", how="semi")

    def _of_queue(self, table: Table, rows: pl.LazyFrame) -> pl.LazyFrame:
        queues = self.filters.values("queue")
        return (
            rows.filter(pl.col("queue").is_in(list(queues))) if queues and "queue" in table.columns else rows
        )


def _unnamed(name: str) -> pl.Expr:
    """Mask a column of free words as texts are, with the names of whom they are about."""

    def mask(both: pl.Series) -> pl.Series:
        return masked_all(both.struct[name], both.struct["__names"])

    return pl.struct(name, "__names").map_batches(mask, return_dtype=TEXT).alias(name)


def _unknown(table: Table) -> list[pl.Expr]:
    """Tell agents apart without saying who they are; a record of agents is told so already."""
    return masked(["agent_id"]) if "agent_id" in table.columns and table.name != AGENTS.name else []


def _hidden(table: Table, but: Collection[str] = ()) -> list[pl.Expr]:
    """Leave unknown what names or quotes a customer."""
    personal = dict.fromkeys((*table.personal, "customer_id"))
    names = [name for name in personal if name in table.columns and name not in but]
    return [pl.lit(None, table.columns[name]).alias(name) for name in names]
