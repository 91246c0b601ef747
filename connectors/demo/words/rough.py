"""The hand of whoever writes: how sentences are joined, typing errors, abbreviations, no capitals."""

import numpy as np
import polars as pl

from connectors.demo.words.bits import Bits, below, share

AGENT_JOINTS = (". ", ". ", ". ", ", ", "; ", " - ", ", ", " / ")
CUSTOMER_JOINTS = (". ", ". ", ". ", ". ", ", ", "... ", ", ", "! ")
AGENT_ENDS = ("", "", ".", ".")
CUSTOMER_ENDS = ("", ".", ".", "!", "", "...")
TYPOS = {
    "received": "recieved",
    "definitely": "definately",
    "because": "becuase",
    "their": "thier",
    "customer": "custmer",
    "connection": "conection",
    "waiting": "waitng",
    "again": "agian",
    "internet": "intenet",
    "technician": "technican",
    "address": "adress",
    "לקוחה": "לקחוה",
    "חשבונית": "חשבנית",
    "תשלום": "תשלןם",
    "בבקשה": "בבקש",
    "אינטרנט": "אינטרט",
    "עדיין": "עדין",
    "להתקשר": "להתקשרר",
    "הזמנה": "הזנמה",
    "מחכה": "מחקה",
    "клиент": "клеинт",
    "интернет": "интрнет",
    "сегодня": "сегодя",
    "пожалуйста": "пожалуста",
    "техник": "тенхик",
    "сейчас": "счас",
    "звонит": "званит",
    "оплат": "опалт",
    "сообщени": "собщени",
}
SHORT = {
    "customer ": "cust ",
    "Customer ": "Cust ",
    "because ": "bc ",
    "please ": "pls ",
    "tomorrow": "tmrw",
    "account ": "acct ",
    "payment ": "pmt ",
    "number ": "no. ",
    "טלפון ": "טל' ",
    "חשבונית": "חש'",
    "שירות לקוחות": "של״ק",
    "מספר ": "מס' ",
    "הזמנה": "הז'",
    "бизнес-": "биз-",
    "клиентка ": "кл-ка ",
    "клиент ": "кл. ",
    "Клиентка ": "Кл-ка ",
    "Клиент ": "Кл. ",
    "телефон ": "тел. ",
    "сообщение": "сообщ.",
    "договор ": "дог. ",
}
PREFIXED = ("([במל])-([א-ת])", "$1$2")  # a Hebrew prefix needs its hyphen before figures and Latin only


def joints(mix: Bits, author: pl.Series) -> pl.DataFrame:
    """Choose for each row its joint, its end, whether sentences and texts begin with a capital."""
    is_agent = author == "agent"
    joint = _drawn(AGENT_JOINTS, mix, "joint").zip_with(is_agent, _drawn(CUSTOMER_JOINTS, mix, "joint"))
    end = _drawn(AGENT_ENDS, mix, "end").zip_with(is_agent, _drawn(CUSTOMER_ENDS, mix, "end"))
    after_stop = joint.is_in([". ", "! ", "... "])
    return pl.DataFrame(
        {
            "joint": joint,
            "end": end,
            "is_cased": after_stop & pl.Series(share(mix, "cased") < 0.75),
            "opens_cased": pl.Series(share(mix, "opens cased") < 0.6),
        }
    )


def ends(style: pl.DataFrame, is_marked: pl.Series, following: pl.Series) -> pl.Series:
    """What stands after a sentence: one that ends in a mark of its own needs no other."""
    blank, nothing = pl.Series([" "]), pl.Series([""])
    between = blank.zip_with(is_marked, style["joint"])
    return between.zip_with(following, nothing.zip_with(is_marked, style["end"]))


def roughened(texts: pl.Series, mix: Bits, rows: pl.DataFrame) -> pl.Series:
    """Mistype a word in some texts, abbreviate in some of the agents', write some small and some large."""
    is_agent = pl.Series(rows["author"] == "agent")
    is_short, is_typed_badly = pl.Series(share(mix, "short") < 0.35), pl.Series(share(mix, "typo") < 0.08)
    is_small = pl.Series(share(mix, "small") < 0.22) & ~is_agent
    is_loud = pl.Series(share(mix, "loud") < 0.12) & rows["is_angry"].fill_null(value=False)
    said = pl.col("text")
    changed = texts.to_frame("text").with_columns(said.str.replace_all(*PREFIXED))
    changed = changed.with_columns(
        pl.when(is_short & is_agent).then(said.str.replace_many(SHORT)).otherwise(said)
    )
    changed = changed.with_columns(pl.when(is_typed_badly).then(said.str.replace_many(TYPOS)).otherwise(said))
    changed = changed.with_columns(
        pl.when(is_small).then(said.str.to_lowercase()).otherwise(said)
    ).with_columns(pl.when(is_loud & ~is_agent & ~is_small).then(said.str.to_uppercase()).otherwise(said))
    return changed["text"]


def _drawn(values: tuple[str, ...], mix: Bits, purpose: str) -> pl.Series:
    return pl.Series(list(values)).gather(below(mix, purpose, len(values)).astype(np.uint32))
