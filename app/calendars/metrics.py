"""What is counted of calendars."""

from prometheus_client import Counter, Gauge, Histogram

READ = Counter("calendar_readings_total", "Readings of calendar accounts.", ["kind", "outcome"])
UNREAD = Counter("calendar_events_unread_total", "Outside events that nobody understood.")
AGREED = Counter("calendar_events_total", "Events of ours in calendars, by what was done.", ["step"])
AGE = Histogram(
    "calendar_age_seconds",
    "How old what was known of a calendar had become when it was read again.",
    buckets=(1, 5, 15, 30, 60, 120, 300, 900, 1800, 3600, 14_400),
)
OLDEST = Gauge(
    "calendar_oldest_age_seconds",
    "How long ago the calendar was read that waits longest, of those that block.",
    multiprocess_mode="mostrecent",
)
STALE = Gauge(
    "calendar_stale_sources", "Calendars whose last known times count on.", multiprocess_mode="mostrecent"
)
