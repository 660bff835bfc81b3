"""The generated office's people, posts and seals: who holds which power on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

Tree = dict[str, Any]

FIRST, LAST = 2018, 2025  # years of the records
TODAY = "2026-01-15"  # the day to judge the office as of

INTERNAL = {
    "DIR": ("Leadership", "leadership"),
    "OFI": ("General Office", "office"),
    "HID": ("Gauging", "department"),
    "LAB": ("Quality Laboratory", "department"),
    "SUB": ("Groundwater", "department"),
    "DAT": ("Data and Maps", "department"),
    "ECO": ("Finance", "department"),
    "PER": ("Personnel and Training", "department"),
}
EXTERNAL = {
    "DCA": ("County Water Office", "superior"),
    "OFPB": ("River Observatory of Puerto Bruma", "peer"),
    "AYT": ("Town Hall", "peer"),
    "MOL": ("Millers' Guild", "peer"),
    "ESC": ("School on the Quay", "peer"),
    "REG": ("Irrigators of the Lower Canal", "subordinate"),
}
DEPARTMENTS = ("HID", "LAB", "SUB", "DAT", "ECO", "PER")
SEALS = {"SL-oficial": "Official seal", "SL-seco": "Dry seal of the laboratory"}
POWERS: Mapping[str, str] = {
    "DIR-01": "approve_out approve_up approve_plan approve_regulation grant_extension",
    "DIR-02": "approve_plan",
    "DIR-03": "approve_regulation",
    "OFI-01": "review_out approve_out assign_task grant_extension seal_supervise "
    + " ".join(f"authorise_seal:{seal}" for seal in SEALS),
    "OFI-02": "verify_task review_out",
    "OFI-03": "register",
    "OFI-04": "archive",
    "OFI-05": " ".join(f"custody_seal:{seal}" for seal in SEALS),
    "OFI-07": "draft_out publish",
    **{f"{unit}-01": "draft_out" for unit in DEPARTMENTS},
}
POSTS = [
    *(f"DIR-{n:02}" for n in range(1, 4)),
    *(f"OFI-{n:02}" for n in range(1, 8)),
    *(f"{unit}-{n:02}" for unit in DEPARTMENTS for n in range(1, 5)),
]
# Posts whose holder changes, with the day on which the second one begins.
CHANGES = {
    "DIR-01": "2021-10-01",
    "OFI-01": "2020-03-02",
    "OFI-03": "2022-02-01",
    "OFI-05": "2019-09-02",
    "OFI-07": "2023-05-02",
    "HID-01": "2021-01-04",
    "LAB-02": "2024-07-01",
    "PER-03": "2020-11-02",
}
GIVEN = "Aurora Benigno Casilda Damián Elvira Fermín Gala Hilario Inés Jacinto Leocadia Mauro"
FAMILY = (
    "Manantial Caudales Remanso Cuencas Torrente Arroyuelo Pozohondo Represa Vadolargo Ribera "
    "Meandro Aljibe Acuífero Canales Exclusa Estuario Nivel Goteo Charco Balsas Laguna Surtidor "
    "Cascada Ensenada Marisma Salto Bajamar Ciénaga Fontana Azud Acequia Molino Noria Embalse "
    "Barranco Delta Oleaje Pantano Rocío Venero Cántaro Bruma"
)
_PLAIN = str.maketrans("áéíóúñÁÉÍÓÚ", "aeiounAEIOU")


class Organisation:
    """Who holds which post on a day; dates are ISO texts."""

    def __init__(self) -> None:
        self.people: dict[str, tuple[str, list[tuple[str, str, str]]]] = {}
        self.by_post: dict[str, list[tuple[str, str]]] = {}
        given, family = GIVEN.split(), FAMILY.split()
        for number, post in enumerate(POSTS):
            self._appoint(given[number % 12], family[number], post, "2017-01-02", CHANGES.get(post))
        for number, (post, day) in enumerate(CHANGES.items(), len(POSTS)):
            self._appoint(given[(number * 5) % 12], family[number % len(family)], post, day, None)

    def _appoint(self, given: str, family: str, post: str, start: str, until: str | None) -> None:
        handle = f"PER-{(given[0] + family).translate(_PLAIN).lower()}"
        assert handle not in self.people
        end = (date.fromisoformat(until) - timedelta(days=1)).isoformat() if until else ""
        self.people[handle] = (f"{given} {family}", [(post, start, end)])
        self.by_post.setdefault(post, []).append((start, handle))

    def holder(self, post: str, day: str) -> str:
        """Return the person who holds a post (`OFI-01`) on a day."""
        return [handle for start, handle in self.by_post[post] if start <= day][-1]


def units(rng: Random) -> dict[str, Tree]:
    """Return the units by id, with their fields."""
    found: dict[str, Tree] = {}
    for code, (name, kind) in INTERNAL.items():
        found[f"UNIT-{code}"] = {
            "name": name,
            "type": kind,
            "valid": {"from": "2010-01-01"},
            **({} if code == "DIR" else {"parent": "UNIT-DIR"}),
            "head_post": f"POST-{code}-01",
        }
    for code, (name, level) in EXTERNAL.items():
        found[f"UNIT-{code}"] = {
            "name": name,
            "type": "external",
            "valid": {"from": "2001-01-01"},
            "level": level,
            "address": f"Quay {rng.randrange(2, 90)}",
        }
    return found


def posts() -> dict[str, Tree]:
    """Return the posts by id; each has two versions of its duties and powers."""
    found: dict[str, Tree] = {}
    for post in POSTS:
        unit, number = post.split("-")
        powers = POWERS.get(post, "").split()
        duties = [
            {
                "id": f"U{n}",
                "text": f"{text} of {INTERNAL[unit][0]}",
                "standard": f"Within {n + 1} working days",
                "functions": [function],
            }
            for n, text, function in (
                (1, "Carry through the matters", "carry"),
                (2, "Keep the papers", "manage"),
            )
        ]
        found[f"POST-{post}"] = {
            "title": f"{INTERNAL[unit][0]}, post {number}",
            "unit": f"UNIT-{unit}",
            "headcount": "1",
            "valid": {"from": "2010-01-01"},
            "versions": [
                {"n": str(n), "from": day, "basis": basis, "powers": powers, "duties": duties}
                for n, day, basis in (
                    (1, "2010-01-01", "Founding decision"),
                    (2, "2020-01-01", "Duties of posts, second edition"),
                )
            ],
            **({} if number == "01" else {"reports_to": f"POST-{unit}-01"}),
        }
    return found


def people(organisation: Organisation) -> dict[str, Tree]:
    """Return the people by id."""
    found: dict[str, Tree] = {}
    for handle, (name, appointments) in organisation.people.items():
        found[handle] = {
            "display_name": name,
            "appointments": [
                {
                    "post": f"POST-{post}",
                    "from": start,
                    **({"to": end} if end else {}),
                    "type": "titular",
                    "instrument": f"Appointment of {start}",
                }
                for post, start, end in appointments
            ],
            "git_emails": [f"{handle[4:]}@office.example"],
            "contact": {"room": f"1.{len(found):02}", "email": f"{handle[4:]}@office.example"},
        }
    return found
