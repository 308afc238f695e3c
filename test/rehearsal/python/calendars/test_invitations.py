"""Opens the invitations of e-mails in calendars: khal, the library icalendar, and calcurse where the machine has it."""

from __future__ import annotations

import email
import email.policy
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar

MAILS = Path(os.environ["BELLHOP_MAILS"])
SUMMARY = 'Visit; of 3, and "more" \\ «Prüfung» 漢字 🛎 and all that makes a line longer than seventy-five octets'
CONFIG = """
[calendars]
[[own]]
path = {folder}/calendar
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


def parts(name):
    """The invitation as a text of the e-mail, and as its file."""
    mail = email.message_from_bytes((MAILS / f"{name}.eml").read_bytes(), policy=email.policy.default)
    found = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_filename() for part in found] == [None, "invite.ics"]
    assert found[0].get_payload(decode=True) == found[1].get_payload(decode=True)
    return found


@pytest.fixture
def ics(tmp_path):
    def write(name):
        file = tmp_path / f"{name}.ics"
        file.write_bytes(parts(name)[1].get_payload(decode=True))
        return file

    return write


@pytest.fixture
def khal(tmp_path):
    """A calendar that is empty at first; what it shows is asked for in a time zone."""
    (tmp_path / "calendar").mkdir()

    def run(zone, *words):
        config = tmp_path / f"{zone.replace('/', '-')}.conf"
        config.write_text(CONFIG.format(folder=tmp_path, zone=zone))
        line = [sys.executable, "-m", "khal", "--config", config, *words]
        return subprocess.run(line, check=True, capture_output=True, text=True).stdout

    return run


def shown(khal, zone="Europe/London", first="2030-03-30"):
    words = ["list", "--day-format", "", "--format", "{start} {end} {title}|{cancelled}", first, "3d"]
    return [line.rstrip() for line in khal(zone, *words).splitlines() if line.strip()]


@pytest.mark.parametrize("name", ["1-request", "2-change", "3-cancel", "4-days"])
def test_every_line_is_short_and_the_method_is_that_of_the_part(name):
    text, file = parts(name)
    raw = file.get_payload(decode=True)

    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    calendar = Calendar.from_ical(raw)
    assert str(calendar["METHOD"]) == text.get_param("method") == ("CANCEL" if name == "3-cancel" else "REQUEST")
    (event,) = calendar.walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (SUMMARY, "Dock 3, left")
    assert str(event["DESCRIPTION"]) == "Bring, please;\nthe keys"
    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == ("mailto:visits@example.com", "Müller & Söhne")
    assert str(event["ATTENDEE"]) == "mailto:lin@example.com"


def test_khal_shows_it_when_it_is_moves_it_and_marks_it_as_cancelled(khal, ics):
    khal("Europe/London", "import", "--batch", ics("1-request"))
    assert shown(khal) == [f"2030-03-31 09:00 2030-03-31 10:00 {SUMMARY}|"]
    assert shown(khal, "America/New_York") == [f"2030-03-31 04:00 2030-03-31 05:00 {SUMMARY}|"]

    khal("Europe/London", "import", "--batch", ics("2-change"))
    assert shown(khal) == [f"2030-03-30 09:00 2030-03-30 10:30 {SUMMARY}|"]

    khal("Europe/London", "import", "--batch", ics("3-cancel"))
    (line,) = shown(khal)
    assert line == f"2030-03-30 09:00 2030-03-30 10:30 {SUMMARY}|CANCELLED"


def test_khal_shows_whole_days_as_the_same_days_everywhere(khal, ics):
    khal("Europe/London", "import", "--batch", ics("4-days"))

    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        assert len(shown(khal, zone, "2030-12-24")) == 3
        assert shown(khal, zone, "2030-12-27") == []


@pytest.mark.skipif(shutil.which("calcurse") is None, reason="calcurse needs a program: sudo apt-get install calcurse")
def test_calcurse_shows_it_when_it_is(tmp_path, ics):
    def calcurse(*words):
        env = {**os.environ, "TZ": "Europe/London"}
        line = ["calcurse", "-D", tmp_path / "calcurse", *words]
        return subprocess.run(line, check=True, capture_output=True, text=True, env=env).stdout

    calcurse("-q", "-i", ics("1-request"))

    day = ("--from", "03/31/2030", "--to", "03/31/2030")
    assert f"09:00 10:00 {SUMMARY}" in calcurse("-Q", *day, "--format-apt", "%S %E %m\n")
