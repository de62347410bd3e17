"""A year of figures: of one busy provider, and of a whole site, beside a trivial request."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import text

from app.db.session import transaction
from app.http import tokens
from bench import figures, load, stack, world

PROVIDERS = 200
YEAR = timedelta(days=364)

# One in three is cancelled or missed; every booking is paid, and what was cancelled is given back.
_BOOKINGS = text("""
    INSERT INTO bookings (id, provider_id, client_id, offering_id, start_time, end_time, wall_start, zone,
        tz_version, client_timezone, status, payment_required, amount_minor, currency, cancel_free_hours,
        cancel_late_percent, created_at)
    SELECT n, p.id, c.id, o.id, at, at + interval '30 minutes', at, 'Europe/London', 'bench', 'Europe/London',
           (ARRAY['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'CANCELLED', 'NO_SHOW'])[1 + n % 6],
           true, 4500, 'EUR', 24, 50, at - interval '1 hour' * (n % 700)
    FROM generate_series(1, :count) AS n
    CROSS JOIN LATERAL (SELECT now() - interval '1 year' * (n::float8 / :count) AS at) t
    JOIN LATERAL (SELECT (cast(:providers AS bigint[]))[1 + n % :some] AS id) p ON true
    JOIN LATERAL (SELECT (cast(:clients AS bigint[]))[1 + n % :people] AS id) c ON true
    JOIN offerings o ON o.provider_id = p.id
""")
_PAYMENTS = text("""
    INSERT INTO payments (id, booking_id, provider_id, client_id, amount_minor, currency, status, company,
        captured_minor, created_at)
    SELECT id, id, provider_id, client_id, amount_minor, currency, 'CAPTURED', 'sandbox', amount_minor,
           created_at FROM bookings
""")
_POSTINGS = text("""
    INSERT INTO postings (payment_id, movement, debit, credit, amount_minor, currency, company, reference, at)
    SELECT id, 'CAPTURED', 'COMPANY', 'PROVIDER', amount_minor, currency, company, id::text, start_time
    FROM payments JOIN (SELECT id AS booking_id, start_time FROM bookings) b USING (booking_id)
""")
_EVENTS = text("""
    INSERT INTO booking_events (booking_id, kind, status, version, at)
    SELECT id, kind, 'CONFIRMED', 1, created_at FROM bookings
    CROSS JOIN unnest(ARRAY['requested', 'confirmed']) AS kind ORDER BY created_at
""")


def run(*, quick: bool) -> dict[str, object]:
    count, requests = (20_000, 40) if quick else (500_000, 200)
    with stack.running() as running:
        provider, owner = _fill(count)
        today = datetime.now(UTC).date()
        year = urlencode({"from": today - YEAR, "to": today})
        paths = {
            "provider": load.request("GET", f"/v1/providers/{provider}/analytics?{year}", token=owner),
            "site": load.request("GET", f"/v1/admin/analytics?{year}", token=_token(1, "ADMIN")),
        }
        trivial = figures.summary(load.run(running.port, 1, [load.request("GET", "/health")] * 300).times)
        found: dict[str, object] = {"bookings": count, "trivial_p50_ms": trivial["p50_ms"]}
        for name, asked in paths.items():
            series = load.run(running.port, 1, [asked] * requests)
            if bad := [answer for answer in series.answers if answer.status != stack.OK]:
                raise SystemExit(f"{len(bad)} were refused, the first: {bad[0].body[:300]!r}")
            summary = figures.summary(series.times)
            ratio = round(summary["p50_ms"] / trivial["p50_ms"], 1)
            found[name] = {**summary, "ratio_to_trivial": ratio}
            print(figures.line(f"a year of a {name}, {count} bookings", summary, rate=series.rate))
        return found


def _fill(count: int) -> tuple[int, str]:
    """A site's year; the busiest provider, and their token."""
    providers = world.providers(PROVIDERS)
    with transaction() as session:
        session.execute(text("SET LOCAL statement_timeout = '10min'"))
        clients = world.people(session, 1000, "CLIENT")
        values = {
            "count": count,
            "providers": providers,
            "clients": clients,
            "some": len(providers),
            "people": len(clients),
        }
        session.execute(_BOOKINGS, values)
        for statement in (_PAYMENTS, _POSTINGS, _EVENTS):
            session.execute(statement)
        owner = session.execute(text("SELECT user_id FROM providers WHERE id = :id"), {"id": providers[0]})
        user_id = owner.scalar_one()
    with transaction() as session:
        session.execute(text("ANALYZE"))
    return providers[0], _token(user_id, "PROVIDER")


def _token(user_id: int, role: str) -> str:
    now = datetime.now(UTC)
    return tokens.mint(user_id=user_id, email="bench@bench.example", role=role, sign_in="bench", now=now)
