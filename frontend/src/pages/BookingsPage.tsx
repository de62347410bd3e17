import "./booking.css";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { api, body } from "../api/client";
import type { Me } from "../api/types";
import { withDesk } from "../app/withDesk";
import { LinkButton } from "../design/Button";
import { PageHead } from "../design/PageHead";
import { Pager } from "../design/Pager";
import { Empty, Loading, QueryView } from "../design/States";
import { BookingRow } from "../features/booking/BookingRow";
import { keepNext } from "../features/booking/kept";
import { Gate } from "../features/session/Gate";
import { useWords } from "../i18n";

const WishList = lazy(
  withDesk(async () => ({ default: (await import("../features/waiting/WishList")).WishList })),
);

export default function BookingsPage() {
  return <Gate>{(me) => <Bookings me={me} />}</Gate>;
}

function Bookings({ me }: { me: Me }) {
  const { t } = useWords();
  const [params] = useSearchParams();
  const past = params.get("when") === "past";
  const waiting = params.get("when") === "waiting";
  const page = Math.max(1, Number(params.get("page")) || 1);
  const bookings = useMyBookings(past, page);
  const ahead = past || waiting || page > 1 ? undefined : bookings.data?.data;
  useEffect(() => {
    if (ahead) keepNext(ahead, me.timezone);
  }, [ahead, me.timezone]);
  return (
    <>
      <PageHead title={t("bookings.title")} />
      <nav className="tabs" aria-label={t("bookings.tabs")}>
        <Link to="/bookings" aria-current={past || waiting ? undefined : "page"}>
          {t("bookings.upcoming")}
        </Link>
        <Link to="/bookings?when=past" aria-current={past ? "page" : undefined}>
          {t("bookings.past")}
        </Link>
        <Link to="/bookings?when=waiting" aria-current={waiting ? "page" : undefined}>
          {t("bookings.waiting")}
        </Link>
      </nav>
      <div className="stack after-form">
        {waiting ? (
          <Suspense fallback={<Loading cards={2} />}>
            <WishList page={page} />
          </Suspense>
        ) : (
          <QueryView query={bookings} cards={3}>
            {(answer) =>
              answer.data.length === 0 ? (
                <Empty
                  title={past ? t("bookings.nonePast") : t("bookings.none")}
                  text={past ? t("bookings.nonePastText") : t("bookings.noneText")}
                >
                  <LinkButton to="/providers">{t("nav.find")}</LinkButton>
                </Empty>
              ) : (
                <>
                  <ul className="list">
                    {answer.data.map((booking) => (
                      <BookingRow key={booking.id} booking={booking} zone={me.timezone} />
                    ))}
                  </ul>
                  <Pager pagination={answer.pagination} />
                </>
              )
            }
          </QueryView>
        )}
      </div>
    </>
  );
}

const AHEAD = "REQUESTED,PENDING,CONFIRMED";
const OVER = "COMPLETED,NO_SHOW,CANCELLED,REJECTED,EXPIRED";
const DAY_MS = 86_400_000;

/** Ahead stands also what has begun and not ended; what came to nothing is past, whenever it was to be. */
function useMyBookings(past: boolean, page: number) {
  const [begun] = useState(() => new Date(Date.now() - DAY_MS).toISOString());
  const query = past
    ? ({ role: "client", status: OVER, sort: "-startTime", page } as const)
    : ({ role: "client", status: AHEAD, from: begun, sort: "startTime", page } as const);
  return useQuery({
    queryKey: ["bookings", "client", query],
    queryFn: () => body(api.GET("/v1/bookings", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}
