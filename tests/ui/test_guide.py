from datetime import UTC, datetime

from connectors import connect
from settings import load
from ui.sources.guide import SNIPPET

ROWS = """Call ID,Queue,Start,Wait,Talk,Result,Agent
1,Sales,04.03.2026 10:00:05,20,120,answered,Dana
2,Sales,04.03.2026 11:00:05,60,,gave up,
"""


def test_the_lines_to_copy_connect_a_file(tmp_path):
    (tmp_path / "moked.toml").write_text(SNIPPET)
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "calls.csv").write_text(ROWS)
    settings = load(tmp_path / "moked.toml")
    source = connect(settings.connectors[0], settings.site, settings.folder)

    batches = list(source.fetch(None, datetime(2026, 3, 5, tzinfo=UTC), {}))

    assert sum(batch.read for batch in batches) == 2
    assert sum(batch.quarantined.height for batch in batches) == 0
    assert batches[0].tables["legs"]["outcome"].to_list() == ["answered", "abandoned"]
