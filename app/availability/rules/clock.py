"""By which clock a provider dates an instant: that of a trip while it lasts, else that of their home."""

from app.availability.rules.timetable import Timetable
from app.kernel.intervals import Interval
from app.kernel.zones import DAY, Stretch, dates_window, stretches


def calendar(timetable: Timetable, start: int, end: int) -> list[Stretch]:
    """Divide `[start, end)` where the offset of the provider's clock changes: on a journey, or in a night."""
    if not timetable.trips:
        return stretches(timetable.zone, start, end)
    parts: list[Stretch] = []
    reached = start
    for window, zone in _away(timetable):
        begin, stop = max(window.start, reached), min(window.end, end)
        if begin < stop:
            parts += stretches(timetable.zone, reached, begin) if reached < begin else []
            parts += stretches(zone, begin, stop)
            reached = stop
    return parts + (stretches(timetable.zone, reached, end) if reached < end else [])


def day_at(timetable: Timetable, instant: int) -> int:
    """Count the days since 1970 of the provider's date."""
    return (instant + calendar(timetable, instant, instant + 1)[0].offset) // DAY


def zone_at(timetable: Timetable, instant: int) -> str:
    """Name the zone whose clock the provider reads."""
    return next((zone for window, zone in _away(timetable) if window.holds(instant)), timetable.zone)


def _away(timetable: Timetable) -> list[tuple[Interval, str]]:
    """The instants of each trip, ascending. The next one may begin before a date is over where one is."""
    trips = sorted(timetable.trips, key=lambda trip: trip.first)
    windows = [(dates_window(trip.zone, trip.first, trip.last), trip.zone) for trip in trips]
    lasting = [(window, zone) for window, zone in windows if not window.empty]
    begins = [window.start for window, _ in lasting]
    return [
        (Interval(window.start, min([window.end, *begins[place + 1 :]])), zone)
        for place, (window, zone) in enumerate(lasting)
    ]
