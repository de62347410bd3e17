"""The invariants, as the queries that find what breaks them; each row is a case."""

LOST = {
    "accepted and not in the database": """
        SELECT a.id, a.key FROM unnest(%(accepted)s::bigint[], %(keys)s::text[]) AS a(id, key)
        WHERE NOT EXISTS (SELECT FROM bookings b WHERE b.id = a.id AND b.notes = a.key)""",
    "still undecided": "SELECT id, created_at FROM bookings WHERE status = 'REQUESTED'",
}

DOUBLED = {
    "several bookings for one key": """
        SELECT notes AS key, count(*) FROM bookings WHERE wish_id IS NULL
        GROUP BY notes HAVING count(*) > 1""",
    "overlapping occupancies of one resource": """
        SELECT a.id, b.id AS other, a.resource_id FROM occupancies a
        JOIN occupancies b ON b.resource_id = a.resource_id AND b.id > a.id AND b.during && a.during
        WHERE a.active AND b.active""",
    "decided otherwise than once": """
        SELECT b.id, count(e.id) FROM bookings b
        LEFT JOIN booking_events e ON e.booking_id = b.id AND e.version = 2
        WHERE b.status <> 'REQUESTED' AND b.wish_id IS NULL GROUP BY b.id HAVING count(e.id) <> 1""",
    "not one reservation task a booking": """
        SELECT b.id, count(t.id) FROM bookings b LEFT JOIN tasks t
          ON t.actor = 'bookings.reserve' AND (t.args ->> 'booking_id')::bigint = b.id
        WHERE b.wish_id IS NULL GROUP BY b.id HAVING count(t.id) <> 1""",
    "the same work owed twice": """
        SELECT actor, args, count(*) FROM tasks
        WHERE (actor LIKE 'bookings.%%' OR actor LIKE 'notifications.%%')
          AND coalesce(dedupe_key, '') NOT LIKE 'job:%%'
        GROUP BY actor, args HAVING count(*) > 1""",
}

BROKEN = {
    "decided too late after the faults": """
        SELECT b.id, d.at - greatest(r.at, %(calm)s) AS took FROM bookings b
        JOIN booking_events r ON r.booking_id = b.id AND r.version = 1
        JOIN booking_events d ON d.booking_id = b.id AND d.version = 2
        WHERE extract(epoch FROM d.at - greatest(r.at, %(calm)s)) > %(within)s""",
    "not exactly the occupancy it should have": """
        SELECT b.id, b.status, b.step, count(o.id) FROM bookings b
        LEFT JOIN seat_claims c ON c.booking_id = b.id
        LEFT JOIN (occupancies o JOIN resources r ON r.id = o.resource_id AND r.kind = 'time')
          ON o.active AND (o.booking_id = b.id OR c.occupancy_id IN (o.id, o.occurrence_id))
        GROUP BY b.id
        HAVING count(o.id) <> CASE WHEN b.status IN ('PENDING', 'CONFIRMED') THEN greatest(
            1, (SELECT count(*) FROM booking_hosts h WHERE h.booking_id = b.id)) ELSE 0 END""",
    "a host whose time it does not take": """
        SELECT b.id, h.provider_id FROM bookings b JOIN booking_hosts h ON h.booking_id = b.id
        LEFT JOIN seat_claims c ON c.booking_id = b.id
        WHERE b.status IN ('PENDING', 'CONFIRMED') AND NOT EXISTS (
            SELECT FROM occupancies o JOIN resources r ON r.id = o.resource_id AND r.kind = 'time'
            WHERE r.provider_id = h.provider_id
              AND (o.booking_id = b.id OR c.occupancy_id IN (o.id, o.occurrence_id)))""",
    "not all of the rooms and devices that it needs, or some that it should not have": """
        SELECT b.id, b.status, o.needs_count, count(k.id) FROM bookings b
        JOIN offerings o ON o.id = b.offering_id
        LEFT JOIN seat_claims c ON c.booking_id = b.id
        LEFT JOIN (occupancies k JOIN resources r ON r.id = k.resource_id AND r.kind <> 'time')
          ON k.booking_id = b.id OR k.occurrence_id = c.occupancy_id
        GROUP BY b.id, o.id
        HAVING count(k.id) <> CASE WHEN b.status IN ('PENDING', 'CONFIRMED') THEN o.needs_count ELSE 0 END""",
    "an occurrence that takes its rooms at another time": """
        SELECT k.id, c.id AS counting FROM occupancies k JOIN occupancies c ON c.id = k.occurrence_id
        WHERE (k.starts_at, k.offering_id, k.during) IS DISTINCT FROM (c.starts_at, c.offering_id, c.during)
           OR c.ends_at IS NULL""",
    "other seats than it asked for": """
        SELECT b.id, b.seats, c.seats AS claimed FROM bookings b JOIN seat_claims c ON c.booking_id = b.id
        WHERE b.seats <> c.seats""",
    "seats that do not add up": """
        SELECT o.id, o.seats_taken, o.capacity, sum(c.seats) AS claimed FROM occupancies o
        LEFT JOIN seat_claims c ON c.occupancy_id = o.id WHERE o.ends_at IS NOT NULL
        GROUP BY o.id HAVING o.seats_taken IS DISTINCT FROM sum(c.seats) OR o.seats_taken > o.capacity""",
    "seats in another class than the one it is of": """
        SELECT b.id FROM bookings b JOIN seat_claims c ON c.booking_id = b.id
        JOIN occupancies o ON o.id = c.occupancy_id
        WHERE (o.offering_id, o.starts_at, o.ends_at)
              IS DISTINCT FROM (b.offering_id, b.start_time, b.end_time)""",
    "an occupancy at another time than its booking": """
        SELECT b.id FROM bookings b JOIN occupancies o ON o.booking_id = b.id AND o.active
        WHERE o.during <> tstzrange(b.start_time, b.end_time, '[)')""",
    "freed time that was set aside and forgotten": """
        SELECT id, resource_id, during FROM occupancies WHERE kind = 'waitlist'""",
    "an offer that its wish does not know, or the other way round": """
        SELECT w.id, w.status, count(b.id) FROM wishes w
        LEFT JOIN bookings b ON b.wish_id = w.id AND b.step = 'OFFERED'
        GROUP BY w.id HAVING count(b.id) <> (w.status = 'OFFERED')::int""",
    "an occupancy of nobody's": """
        SELECT o.id FROM occupancies o LEFT JOIN bookings b ON b.id = o.booking_id
        WHERE b.id IS NULL AND o.kind <> 'waitlist' AND o.ends_at IS NULL AND o.occurrence_id IS NULL""",
    "not exactly the payment it should have": """
        SELECT b.id, b.status, b.step, count(p.id) FROM bookings b
        LEFT JOIN payments p ON p.booking_id = b.id AND p.status NOT IN ('VOIDED', 'FAILED')
        GROUP BY b.id
        HAVING count(p.id) <> (b.payment_required AND b.status IN ('PENDING', 'CONFIRMED')
                               AND b.step IS DISTINCT FROM 'OFFERED')::int""",
    "more than one payment": """
        SELECT booking_id, count(*) FROM payments GROUP BY booking_id HAVING count(*) > 1""",
    "cancelled and yet alive": """
        SELECT id, status, step FROM bookings
        WHERE id = ANY(%(cancelled)s::bigint[])
          AND status <> 'CANCELLED' AND step IS DISTINCT FROM 'CANCELLING'""",
    "rejected although nobody else wanted it": """
        SELECT id, reason FROM bookings WHERE status = 'REJECTED' AND notes = ANY(%(lone)s::text[])""",
    "in work beyond twice its lease": """
        SELECT t.id, t.actor, now() - t.lease_until AS since FROM tasks t
        JOIN unnest(%(actors)s::text[], %(leases)s::float8[]) AS k(actor, lease) USING (actor)
        WHERE t.state = 'running' AND extract(epoch FROM now() - t.lease_until) > k.lease""",
    "due for more than 10 s": """
        SELECT id, actor, attempts, last_error, now() - run_at AS since FROM tasks
        WHERE state = 'ready' AND run_at < now() - interval '10 s'""",
    "dead tasks": "SELECT id, actor, attempts, last_error FROM tasks WHERE state = 'dead'",
}

EVENTS = """
    SELECT b.id, b.status, b.step, b.version, array_agg(e.kind ORDER BY e.id) AS kinds,
           array_agg(e.status ORDER BY e.id) AS statuses, array_agg(e.step ORDER BY e.id) AS steps,
           array_agg(e.version ORDER BY e.id) AS versions
    FROM bookings b LEFT JOIN booking_events e ON e.booking_id = b.id GROUP BY b.id
"""
TIMES = """
    SELECT extract(epoch FROM d.at - r.at)::float8 AS took FROM booking_events r
    JOIN booking_events d ON d.booking_id = r.booking_id AND d.version = 2
    WHERE r.version = 1 ORDER BY 1
"""
UNSETTLED = """
    SELECT (SELECT count(*) FROM bookings WHERE status = 'REQUESTED') + (
        SELECT count(*) FROM tasks WHERE state = 'running' OR (state = 'ready' AND run_at <= now())) AS open,
        extract(epoch FROM now() - %(calm)s)::float8 AS since
"""
