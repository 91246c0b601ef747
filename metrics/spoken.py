"""Cut masked texts into the words that contacts can be counted by: single words and two that stand together.

A mark of masking, a number and the end of a clause part words and are none. Words that only hold a sentence
together count not at all, a negation only before another word. Cutting is done for a whole column at once,
and each word that occurs is looked at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from metrics.masking import KINDS
from metrics.signals.tokens import LIMIT, words_of
from metrics.stems import is_stop, plain, roots, stem
from metrics.stop_words import NEGATIONS

UNSEEN = "[\u0591-\u05bd\u05bf-\u05c7\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]"
PIECES = (
    rf"\[(?:{'|'.join(KINDS)})\]"
    r"|\pL[\pL\pM]*(?:['’ʼ׳`״\"”][\pL\pM]+)*"
    r"|[.!?…;:,()\n\r—–|•]|\d+"
)
LONGEST = 40  # letters; what is longer is no word
PAIR = 1 << 32  # the first word of a pair stands above the second in one number
Words = dict[str, pl.DataType | type[pl.DataType]]
SAID: Words = {"contact_id": pl.String, "term": pl.UInt32}
TERMS: Words = {"term": pl.UInt32, "key": pl.String, "script": pl.String, "shown": pl.String}


@dataclass(frozen=True)
class Spoken:
    """What was said in which contact.

    said: contact_id, term (each pair once). terms: term, its key (stems), script and `shown`, how it is
    written most often. writers: contact_id, stratum (who wrote in it, in which languages). known: what a
    prefix can stand before (`stems.roots`).
    """

    said: pl.DataFrame
    terms: pl.DataFrame
    writers: pl.DataFrame
    known: frozenset[str]


def spoken(texts: pl.DataFrame, never: Collection[str] = (), least: int = 1) -> Spoken:
    """Cut texts: contact_id, language, author, kind, masked. `never` are names: nobody may see them.

    Nor forms of them. Terms of fewer contacts than `least` are left out.
    """
    tokens = _tokens(texts)
    words, known = _vocabulary(tokens["raw"].unique(maintain_order=True), never)
    stems = words["stem"].drop_nulls().unique(maintain_order=True)
    read = tokens.lazy().join(_coded(words, stems).lazy(), on="raw", how="left", maintain_order="left")
    said, terms = _numbered(_found(read).collect(), words["small"], stems, least)
    return Spoken(said, terms, _writers(texts), known)


def keys(shown: Sequence[str], known: Collection[str]) -> list[str]:
    """Give the keys by which terms, as they were shown, are counted."""
    return [" ".join(_key(word, known) for word in term.split()) for term in shown]


def script_of(shown: str) -> str:
    """Name the script of a term as it was shown."""
    return plain(shown.partition(" ")[0])[1]


def places(text: str, wanted: Collection[str], known: Collection[str]) -> list[tuple[int, int]]:
    """Find where terms of these keys stand in a masked text: start and end, in order, none in another."""
    words = [(word.start, word.end, _key(text[word.start : word.end], known)) for word in words_of(text)]
    found: list[tuple[int, int]] = []
    for at, (start, end, key) in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else (0, 0, "")
        if f"{key} {after[2]}" in wanted:
            found.append((start, after[1]))
        elif key in wanted and (not found or found[-1][1] <= start):
            found.append((start, end))
    return found


def _key(raw: str, known: Collection[str]) -> str:
    word, script = plain(raw)
    return word if is_stop(word, script) else stem(word, script, known)


def _writers(texts: pl.DataFrame) -> pl.DataFrame:
    who = pl.when(pl.col("kind") == "comment").then(pl.lit("comment")).otherwise(pl.col("author"))
    wrote = pl.concat_str(pl.col("language").fill_null(""), pl.lit(" "), who.fill_null(""))
    heard = texts.filter(pl.col("masked").is_not_null()).select("contact_id", wrote=wrote)
    return heard.group_by("contact_id").agg(stratum=pl.col("wrote").unique().sort().str.join("+"))


def _tokens(texts: pl.DataFrame) -> pl.DataFrame:
    """Cut each text into its pieces, in order: text (number), contact_id, raw."""
    written = pl.col("masked").str.slice(0, LIMIT).str.replace_all(UNSEEN, "")
    cut = texts.filter(pl.col("masked").is_not_null()).select(
        "contact_id", raw=written.str.extract_all(PIECES)
    )
    return cut.with_row_index("text").explode("raw", empty_as_null=False)


def _vocabulary(raws: pl.Series, never: Collection[str]) -> tuple[pl.DataFrame, frozenset[str]]:
    """Look at each piece once; give what prefixes stand before, too.

    The columns are raw, small, stem (null where it is no word), is_stop and is_negation.
    """
    plains = [_plain(raw) for raw in raws.to_list()]
    names = [_plain(name) for name in never]
    known = roots([word for word, _script in (*plains, *names)])
    hidden = {word for word, _script in names} | {_stem_or_word(*name, known) for name in names}
    rows = [_looked_at(raw, *each, known, hidden) for raw, each in zip(raws.to_list(), plains, strict=True)]
    schema = {
        **dict.fromkeys(("raw", "small", "stem"), pl.String),
        **dict.fromkeys(("is_stop", "is_negation"), pl.Boolean),
    }
    return pl.DataFrame(rows, schema=schema, orient="row"), known


def _looked_at(
    raw: str, word: str, script: str, known: Collection[str], hidden: Collection[str]
) -> tuple[str, str, str | None, bool, bool]:
    key = _stem_or_word(word, script, known)
    if not word or word in hidden or key in hidden:
        return raw, "", None, True, False
    return raw, raw.lower(), key, is_stop(word, script) or is_stop(key, script), word in NEGATIONS


def _plain(raw: str) -> tuple[str, str]:
    if raw[:1] == "[" or not raw[:1].isalpha() or len(raw) > LONGEST:
        return "", ""
    return plain(raw)


def _stem_or_word(word: str, script: str, known: Collection[str]) -> str:
    return word if word in NEGATIONS else stem(word, script, known)


def _coded(words: pl.DataFrame, stems: pl.Series) -> pl.DataFrame:
    """Number the words as they are written and their stems: numbers join and group faster than texts."""
    numbers = pl.DataFrame({"stem": stems}).with_row_index("of")
    coded = words.with_row_index("form").join(numbers, on="stem", how="left", maintain_order="left")
    return coded.select("raw", "form", pl.col("of").cast(pl.UInt64), "is_stop", "is_negation")


def _found(read: pl.LazyFrame) -> pl.LazyFrame:
    """Give single words and pairs, each with its key and form as one number: contact_id, key, form."""
    following = [pl.col(name).shift(-1).alias(f"next_{name}") for name in ("text", "of", "form", "is_stop")]
    is_same = pl.col("text") == pl.col("next_text")
    says = ~pl.col("is_stop") | pl.col("is_negation")  # the second word must say something itself
    is_pair = is_same & says & ~pl.col("next_is_stop") & (pl.col("of") != pl.col("next_of"))
    form = pl.col("form").cast(pl.UInt64)
    single = read.filter(~pl.col("is_stop")).select("contact_id", key="of", form=form)
    pairs = read.with_columns(following).filter(is_pair)
    both = pairs.select(
        "contact_id",
        key=(pl.col("of") + 1) * PAIR + pl.col("next_of"),
        form=(form + 1) * PAIR + pl.col("next_form"),
    )
    return pl.concat([single, both])


def _numbered(
    found: pl.DataFrame, small: pl.Series, stems: pl.Series, least: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Number the terms of enough contacts; give who said which, and how each is written most often."""
    each = found.lazy().select("contact_id", "key").unique()
    enough = each.group_by("key").len().filter(pl.col("len") >= least).select("key").sort("key")
    counted = found.lazy().join(enough, on="key", how="semi").group_by("key", "form").agg(n=pl.len())
    often = counted.sort("key", "n", "form", descending=[False, True, False]).unique(
        "key", keep="first", maintain_order=True
    )
    forms = often.collect().with_row_index("term")
    shown = _spelt(forms["form"], small)
    terms = forms.select(
        "term",
        key=_spelt(forms["key"], stems),
        script=pl.Series([script_of(one) for one in shown.to_list()], dtype=pl.String),
        shown=shown,
    )
    said = each.join(forms.lazy().select("term", "key"), on="key").select(list(SAID)).collect()
    return said, terms


def _spelt(numbers: pl.Series, words: pl.Series) -> pl.Series:
    """Write numbers of single words and pairs as the words that they are."""
    rows = pl.DataFrame({"n": numbers}).with_columns(first=pl.col("n") // PAIR, last=pl.col("n") % PAIR)
    before = words.gather(rows["first"].cast(pl.Int64) - 1, null_on_oob=True)
    after = words.gather(rows["last"])
    is_pair = rows["first"] > 0
    return after.zip_with(~is_pair, before + " " + after)
