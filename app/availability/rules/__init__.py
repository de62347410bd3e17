"""The slot engine: pure, on integers, and the same for listing and for booking."""

from app.availability.rules.clock import zone_at
from app.availability.rules.limits import Booked, Limit, Period
from app.availability.rules.lineup import Assignment, Crew, Host, Lineup
from app.availability.rules.nearest import nearest, next_available
from app.availability.rules.needs import Need, chosen
from app.availability.rules.round_robin import Turn, explained, in_turn
from app.availability.rules.seats import Occurrence, Seats
from app.availability.rules.slots import open_slots
from app.availability.rules.terms import Grid, Horizon, Terms
from app.availability.rules.timetable import Override, Span, Timetable, Trip, WeeklyRule
from app.availability.rules.verdict import OTHERS, Reason, Verdict, judge, judge_wall
from app.availability.rules.written import clock, closing, end_minute, span

__all__ = [
    "OTHERS",
    "Assignment",
    "Booked",
    "Crew",
    "Grid",
    "Horizon",
    "Host",
    "Limit",
    "Lineup",
    "Need",
    "Occurrence",
    "Override",
    "Period",
    "Reason",
    "Seats",
    "Span",
    "Terms",
    "Timetable",
    "Trip",
    "Turn",
    "Verdict",
    "WeeklyRule",
    "chosen",
    "clock",
    "closing",
    "end_minute",
    "explained",
    "in_turn",
    "judge",
    "judge_wall",
    "nearest",
    "next_available",
    "open_slots",
    "span",
    "zone_at",
]
