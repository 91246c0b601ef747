"""Recognise people across sources: which customers are one person.

Exact matches only. A telephone number that a whole office shares says nothing about who calls.
"""

import polars as pl

MOST_SHARERS = 5


def persons(identities: pl.DataFrame) -> pl.DataFrame:
    """Find out which customers are one person: source, customer_id, person, a row per customer.

    identities holds source, customer_id, kind and value. Customers with a value of a kind in common are one
    person, and so are those whom others link. A value of more than 5 customers identifies nobody. The person
    is named by the smallest of the customers' ids, so only new links rename anybody.
    """
    numbers = identities.select("source", "customer_id").unique("customer_id").sort("customer_id")
    customers = numbers.with_row_index("number")
    label = _components(customers.height, _edges(identities, customers))
    return numbers.with_columns(person=numbers["customer_id"].gather(label))


def with_person(rows: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Add whose each row is; a customer without identities is a person of his own, nobody stays null."""
    names = found.select("customer_id", "person")
    joined = rows.join(names, on="customer_id", how="left", maintain_order="left")
    return joined.with_columns(person=pl.coalesce("person", "customer_id"))


def moved(before: pl.DataFrame, after: pl.DataFrame) -> pl.Series:
    """List the customers who became another person between two results of `persons`, sorted."""
    names = [found.select("customer_id", "person") for found in (before, after)]
    both = names[0].join(names[1], on="customer_id", how="full", coalesce=True, suffix="_after")
    was, is_now = (pl.coalesce(name, "customer_id") for name in ("person", "person_after"))
    return both.filter(was != is_now)["customer_id"].sort()


def _edges(identities: pl.DataFrame, customers: pl.DataFrame) -> pl.DataFrame:
    """Link all who share a value with the first of them."""
    told = identities.select("customer_id", "kind", "value").filter(pl.col("value").str.len_chars() > 0)
    told = told.join(customers.select("customer_id", "number"), on="customer_id")
    who = pl.col("number").unique()
    shared = told.group_by("kind", "value").agg(first=pl.col("number").min(), number=who)
    few = shared.filter(pl.col("number").list.len().is_between(2, MOST_SHARERS))
    links = few.select(a="first", b="number").explode("b")
    return links.filter(pl.col("a") != pl.col("b")).unique()


def _components(size: int, edges: pl.DataFrame) -> pl.Series:
    """Label each node with the smallest one that edges lead to."""
    # Each round at least the largest node of every component gives itself up to a smaller one: it ends.
    label = pl.int_range(size, dtype=pl.UInt32, eager=True)
    while edges.height:
        both = pl.concat([edges, edges.select(a="b", b="a")])
        lower = both.group_by("a").agg(pl.col("b").min()).filter(pl.col("b") < pl.col("a"))
        label = _followed(label.scatter(lower["a"], lower["b"]))
        ends = {name: label.gather(edges[name]) for name in ("a", "b")}
        edges = pl.DataFrame(ends).filter(pl.col("a") != pl.col("b")).unique()
    return label


def _followed(label: pl.Series) -> pl.Series:
    """Follow each label to the node that keeps its own."""
    onward = label.gather(label)
    while not onward.equals(label):
        label, onward = onward, onward.gather(onward)
    return label
