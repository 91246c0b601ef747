"""What a mail program reads of the HTML of a mail."""

from collections import Counter
from html.parser import HTMLParser

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "table", "tr", "td", "img"),
    *("b", "a", "br", "h1", "h2", "p", "div", "span"),
}


class Seen(HTMLParser):
    """What a client reads: tags, attributes of pictures and links, words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.pictures: list[dict[str, str | None]] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        told = dict(attrs)
        self.pictures += [told] if tag == "img" else []
        self.links += [str(told["href"])] if "href" in told else []

    def handle_data(self, data: str) -> None:
        self.words += data
