import "./booking.css";

import { useState } from "react";
import { Link, useParams } from "react-router";

import { isProblem } from "../api/problem";
import type { Booking, Me } from "../api/types";
import { usePageTitle } from "../app/usePageTitle";
import { Button } from "../design/Button";
import { Icon } from "../design/Icon";
import { QueryView } from "../design/States";
import { AnswersShown } from "../features/booking/AnswersShown";
import { CancelDialog } from "../features/booking/CancelDialog";
import { saveCalendarFile } from "../features/booking/calendarFile";
import { Facts } from "../features/booking/Facts";
import { KeepTime } from "../features/booking/KeepTime";
import { MoveDialog } from "../features/booking/MoveDialog";
import { NoShow } from "../features/booking/NoShow";
import { Papers } from "../features/booking/Papers";
import { OfferBox } from "../features/booking/OfferBox";
import { OtherTimes } from "../features/booking/OtherTimes";
import { PayBox } from "../features/booking/PayBox";
import { Progress } from "../features/booking/Progress";
import { Timeline } from "../features/booking/Timeline";
import { isOver, mayCancel, mayMove, standingOf } from "../features/booking/standing";
import { SwapBox } from "../features/booking/SwapBox";
import { useBooking } from "../features/booking/useBooking";
import { useClientName } from "../features/people";
import { MyReview } from "../features/reviews/MyReview";
import { Gate } from "../features/session/Gate";
import { useWords } from "../i18n";
import NotFoundPage from "./NotFoundPage";

export default function BookingPage() {
  const id = Number(useParams().id);
  return <Gate>{(me) => <Opened id={id} me={me} />}</Gate>;
}

function Opened({ id, me }: { id: number; me: Me }) {
  const booking = useBooking(id);
  if (!Number.isSafeInteger(id) || isProblem(booking.error, "NOT_FOUND")) return <NotFoundPage />;
  return <QueryView query={booking}>{(found) => <Shown booking={found} me={me} />}</QueryView>;
}

function Shown({ booking, me }: { booking: Booking; me: Me }) {
  const { t } = useWords();
  const [doing, setDoing] = useState<"move" | "cancel" | null>(null);
  const standing = standingOf(booking);
  const mine = booking.clientId === me.id;
  const client = useClientName(mine ? null : booking.clientId);
  const now = new Date();
  const byMe = booking.cancelledBy === (mine ? "CLIENT" : "PROVIDER");
  const said = byMe ? "booking.yourWords" : "booking.explanation";
  usePageTitle(t(standing.title));
  return (
    <article className="booking booking-confirmation">
      <header className={`booking__head booking__head--${standing.tone}`}>
        <p className="booking__mark">
          <Icon
            name={standing.tone === "good" ? "check" : standing.tone === "bad" ? "close" : "clock"}
            size={28}
          />
        </p>
        <div role="status">
          <h1>{t(standing.title)}</h1>
          <p>{t(standing.text, { name: mine ? booking.providerName : client })}</p>
          {booking.explanation && <p className="prose">{t(said, { text: booking.explanation })}</p>}
        </div>
        <p className="booking-id">{booking.reference}</p>
      </header>
      {!isOver(booking) && <Progress booking={booking} />}
      {mine && <PayBox booking={booking} />}
      {mine && <OfferBox booking={booking} />}
      {mine && <SwapBox booking={booking} zone={me.timezone} />}
      {!mine && <KeepTime booking={booking} />}
      <Facts booking={booking} zone={me.timezone} mine={mine} />
      <AnswersShown booking={booking} />
      <Papers booking={booking} />
      <div className="row">
        {booking.status === "CONFIRMED" && (
          <Button kind="quiet" onClick={() => saveCalendarFile(booking)}>
            <Icon name="calendar" />
            {t("booking.addToCalendar")}
          </Button>
        )}
        {mayMove(booking, now) && (
          <Button kind="quiet" onClick={() => setDoing("move")}>
            {t("booking.move")}
          </Button>
        )}
        {mayCancel(booking, now) && (
          <Button kind="danger" onClick={() => setDoing("cancel")}>
            {t("booking.cancel")}
          </Button>
        )}
        {mine && isOver(booking) && (
          <Link
            className="button button--primary"
            to={`/providers/${booking.providerId}/book?offering=${booking.offeringId}`}
          >
            {t("booking.again")}
          </Link>
        )}
        {!mine && <NoShow booking={booking} />}
      </div>
      {mine && <OtherTimes booking={booking} zone={me.timezone} />}
      {mine && booking.status === "COMPLETED" && <MyReview booking={booking} />}
      <Timeline booking={booking} zone={me.timezone} />
      <p>
        {mine ? (
          <Link to="/bookings">{t("booking.all")}</Link>
        ) : (
          <Link to="/work">{t("booking.toAgenda")}</Link>
        )}
      </p>
      {doing === "move" && (
        <MoveDialog booking={booking} zone={me.timezone} close={() => setDoing(null)} />
      )}
      {doing === "cancel" && (
        <CancelDialog
          booking={booking}
          mine={mine}
          close={() => setDoing(null)}
          zone={me.timezone}
        />
      )}
    </article>
  );
}
