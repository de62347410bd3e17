import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { api, data } from "../../../api/client";
import { useWords } from "../../../i18n";

/** Bookings that could not keep their time when the law of the clocks changed: each waits for a word. */
export function TimeLaw({ zone }: { zone: string }) {
  const { t, tn, format } = useWords();
  const waiting = useQuery({
    queryKey: ["bookings", "provider", "attention"],
    queryFn: () =>
      data(
        api.GET("/v1/bookings", {
          params: { query: { role: "provider", attention: true, size: 50 } },
        }),
      ),
  });
  const found = waiting.data?.filter((one) => one.attention === "TIME_LAW") ?? [];
  if (found.length === 0) return null;
  return (
    <section className="notice notice--wait" aria-label={t("timeLaw.title")}>
      <h2 className="card-title">{t("timeLaw.title")}</h2>
      <p>{tn("timeLaw.waiting", found.length)}</p>
      <ul>
        {found.map((one) => (
          <li key={one.id}>
            <Link to={`/bookings/${one.id}`}>{format.dateTime(one.startTime, zone)}</Link> ·{" "}
            {one.offeringTitle}
          </li>
        ))}
      </ul>
    </section>
  );
}
