"""Parts of the SELECTs that read hours, terms and what is taken, so that all of them read the same.

They stand in statements in which `p` is the provider, `r` the resource that is their time, `o` the offering,
and `w` names the times asked for: `since`, `until`, and `besides`, a booking that stands in nobody's way.
"""

TERMS = """
    o.duration_minutes, o.further_durations, o.step_minutes, o.grid, o.start_offset_minutes,
    o.buffer_before_minutes, o.buffer_after_minutes, o.notice_minutes,
    o.horizon_kind, o.horizon_days, o.bookable_from, o.bookable_until, o.limits, o.schedule_id
"""

# Whether a booking is more than a stretch of the provider's time for one client.
MORE = "(o.seats > 1 OR o.needs_count > 0 OR o.assignment <> 'OWNER') AS more"

# From today on, however far ahead the times asked for lie: hours may be remembered, and a horizon may count
# the dates that have any.
HOURS = """
    p.timezone, p.rest_minutes, p.limits AS provider_limits,
    p.holiday_country, p.holiday_subdivision, p.holidays_worked, extract(year FROM now())::int AS this_year,
    (SELECT json_agg(json_build_array(schedule_id, day_of_week, start_minute, end_minute, valid_from,
                                      valid_until))
     FROM availability WHERE provider_id = p.id) AS weekly,
    (SELECT json_agg(json_build_array(schedule_id, date, spans)) FROM availability_overrides
     WHERE provider_id = p.id AND date >= (least(w.since, now()) - interval '2 days')::date) AS overrides,
    (SELECT json_agg(json_build_array(first_date, last_date, timezone)) FROM trips
     WHERE provider_id = p.id AND last_date >= (least(w.since, now()) - interval '3 days')::date) AS trips
"""

# As if the booking `besides` held nothing: no stretch `g` of its own, no occurrence in which it sits alone.
FREED = """
    (w.besides = 0 OR (g.booking_id IS DISTINCT FROM w.besides AND NOT EXISTS (
        SELECT FROM seat_claims mine JOIN occupancies counting ON counting.id = mine.occupancy_id
        WHERE mine.booking_id = w.besides AND counting.id IN (g.id, g.occurrence_id)
          AND counting.seats_taken = mine.seats)))
"""

# All starts, then all ends: the driver reads two arrays of numbers faster than pairs.
BUSY = f"""
    (SELECT array_agg(floor(extract(epoch FROM lower(t.during)))::bigint)
            || array_agg(ceil(extract(epoch FROM upper(t.during)))::bigint)
     FROM (SELECT during FROM occupancies g
           WHERE resource_id = r.id AND active AND during && tstzrange(w.since, w.until) AND {FREED}
           UNION ALL
           SELECT during FROM busy_times
           WHERE resource_id = r.id AND during && tstzrange(w.since, w.until)) t) AS busy
"""  # noqa: S608 - our own words

# What a provider who is off says to those who ask: whom they may turn to.
COLLEAGUES = """
    (SELECT json_agg(json_build_array(floor(extract(epoch FROM lower(t.during)))::bigint,
                                      ceil(extract(epoch FROM upper(t.during)))::bigint, c.id, c.name)
                     ORDER BY lower(t.during), t.id)
     FROM time_off t JOIN providers c ON c.id = t.colleague_provider_id
     WHERE t.resource_id = r.id AND t.ended_at IS NULL AND t.during && tstzrange(w.since, w.until)
       AND c.published AND c.deleted_at IS NULL) AS colleagues
"""


def booked(counted: str) -> str:
    """The appointments that stand within a month of the times asked for, where something counts them.

    Those who share an occurrence are one. Of each it is told whether it takes this provider's time: not all
    of a team's do, and those of other owners' teams may.
    """
    return f"""
    CASE WHEN p.rest_minutes > 0 OR p.limits <> '[]' OR {counted} THEN
        (SELECT json_agg(json_build_array(
                    floor(extract(epoch FROM t.start_time))::bigint,
                    floor(extract(epoch FROM t.end_time))::bigint, t.offering_id, t.mine))
         FROM (SELECT DISTINCT coalesce(c.occupancy_id, b.id) AS appointment, b.start_time, b.end_time,
                      b.offering_id, NOT b.joint OR h.booking_id IS NOT NULL AS mine
               FROM bookings b
               LEFT JOIN seat_claims c ON c.booking_id = b.id
               LEFT JOIN booking_hosts h ON b.joint AND h.booking_id = b.id AND h.provider_id = p.id
               WHERE b.provider_id = p.id AND {_COUNTS}
               UNION ALL
               SELECT DISTINCT coalesce(c.occupancy_id, b.id), b.start_time, b.end_time, b.offering_id, true
               FROM booking_hosts h JOIN bookings b ON b.id = h.booking_id
               LEFT JOIN seat_claims c ON c.booking_id = b.id
               WHERE h.provider_id = p.id AND b.provider_id <> p.id AND {_COUNTS}) t)
    END AS booked
    """  # noqa: S608 - our own words


_COUNTS = """
    b.status IN ('PENDING', 'CONFIRMED', 'COMPLETED', 'NO_SHOW')
    AND b.start_time >= w.since - interval '40 days' AND b.start_time < w.until + interval '40 days'
    AND b.id IS DISTINCT FROM w.besides
"""
