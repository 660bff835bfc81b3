"""Acts say the time of the office, wherever the machine stands that judges them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from officerepo.cli.shared import day_of, end_of, find_office, now
from officerepo.clock import local, zone_called
from officerepo.history.revisions import compare
from officerepo.office import read_office
from tests.changes.repository import Repository, office

KIRITIMATI = "Pacific/Kiritimati"  # 14 hours before Greenwich


@pytest.mark.parametrize(
    ("moment", "zone", "said"),
    [
        (datetime(2025, 3, 31, 12, 0, tzinfo=UTC), "Europe/Madrid", "2025-03-31T14:00"),
        (datetime(2025, 1, 31, 23, 30, tzinfo=UTC), "Europe/Madrid", "2025-02-01T00:30"),
        (datetime(2025, 3, 31, 12, 0, tzinfo=UTC), "America/New_York", "2025-03-31T08:00"),
        (datetime(2025, 3, 31, 12, 0, tzinfo=timezone(timedelta(hours=9))), "", "2025-03-31T12:00"),
    ],
)
def test_a_moment_as_the_office_says_it(moment: datetime, zone: str, said: str) -> None:
    assert local(moment, zone_called(zone)) == said


@pytest.mark.parametrize("name", ["", "Europe", "Europe/Nowhere", "../etc/passwd", "/x", "a\0b"])
def test_no_zone_of_that_name(name: str) -> None:
    assert zone_called(name) is None
    text = f'time_zone: "{name}"\n'.replace("\0", "\\0").encode()
    said = {finding.at for finding in read_office({"records/office.yaml": text}).findings}
    assert "time_zone" in said or not name


def test_a_command_goes_by_the_clock_of_its_office(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    settings = tmp_path / "records/office.yaml"
    settings.write_text(f"time_zone: {KIRITIMATI}\n")
    find_office(tmp_path)
    there = datetime.now(UTC) + timedelta(hours=14)
    assert abs(now().replace(tzinfo=UTC) - there) < timedelta(minutes=1)
    assert day_of(None) in {now().date(), there.date()}
    assert end_of(datetime(2025, 3, 31)).isoformat() == "2025-03-31T23:59:00+14:00"
    settings.write_text("time_zone: Nowhere/Land\n")
    assert abs(now() - datetime.now().astimezone()) < timedelta(minutes=1)


def test_a_change_is_merged_by_the_clock_of_its_branch(tmp_path: Path) -> None:
    """What the change itself says of the clock does not count."""
    repository: Repository = office(tmp_path / "office")
    repository.append("records/office.yaml", f"time_zone: {KIRITIMATI}\n")
    repository.commit()
    repository.replace("records/office.yaml", KIRITIMATI, "Pacific/Pago_Pago")
    merged = compare(repository.root, "HEAD", "", datetime.now(UTC)).change.merged_at
    there = (datetime.now(UTC) + timedelta(hours=14)).replace(tzinfo=None)
    assert abs(datetime.fromisoformat(merged) - there) < timedelta(minutes=2)
