"""A real excerpt of a queue_log table, every row accounted for; waits worked out by hand."""

from pathlib import Path

import pytest

from tests.connectors.asterisk.logs import asterisk, fetch
from tests.connectors.fetched import Fetched

pytestmark = pytest.mark.real_data


@pytest.fixture
def sample(shared_data: Path) -> Fetched:
    return fetch(asterisk(shared_data / "asterisk", "America/Los_Angeles", path="queue_log_excerpt.csv"))


def test_every_row_is_accounted_for(sample: Fetched) -> None:
    assert (sample.read, sample.loaded) == (26, 23)
    assert sample.excluded == {
        "CONFIGRELOAD: the switch read its settings again": 1,
        "QUEUESTART: the switch started; what was open then has ended": 1,
    }
    assert sample.reasons == {27: "a second end of a call that was already completed; its time is empty"}
    assert sample.quarantined["row_text"].to_list() == ["34095,,1374580716.98,Billing,SIP/333,ABANDON,,,,,"]


def test_the_waits_are_those_between_the_instants(sample: Fetched) -> None:
    legs = sample.table("legs").select("contact_id", "queue", "outcome", "wait_ms", "talk_ms", "ended_by")

    assert legs.rows() == [
        # 16:13:29.464232 to 16:17:16.781965; the log says 227 s
        ("pbx:1374576197.106", "Billing", "abandoned", 227_318, None, "customer"),
        # 16:19:40.299963, 16:19:46.939229, 16:19:58.620542
        ("pbx:1374576570.0", "Billing", "answered", 6_639, 11_681, "agent"),
        # 17:03:19.406611, 17:03:31.644650, 17:06:24.437985
        ("pbx:1374579168.5", "Billing", "answered", 12_238, 172_793, "customer"),
        # 17:04:41.877686 to 17:06:13.189149
        ("pbx:1374579258.9", "Billing", "abandoned", 91_311, None, "customer"),
        # 17:07:02.382230, 17:07:10.682375, 17:08:18.432178
        ("pbx:1374579400.10", "Technical", "answered", 8_300, 67_750, "agent"),
        # 17:28:44.881214, 17:29:12.611630, 17:30:00.910666; the ABANDON after it is set aside
        ("pbx:1374580716.98", "Billing", "answered", 27_730, 48_299, "agent"),
    ]


def test_the_clock_is_the_site_s(sample: Fetched) -> None:
    first = sample.table("contacts")["started_at"].min()

    assert f"{first:%F %T}" == "2013-07-23 23:13:29"


def test_rings_are_counted_and_told(sample: Fetched) -> None:
    last = sample.table("legs").row(-1, named=True)
    rang = sample.table("agent_states").filter(state="ringing")

    assert (last["missed_rings"], last["ring_ms"], last["agent_id"]) == (3, 8_000, "pbx:SIP/333")
    assert rang["agent_id"].to_list() == ["pbx:SIP/551", "pbx:SIP/333"] * 2
