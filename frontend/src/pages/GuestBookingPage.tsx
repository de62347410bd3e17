import "./booking.css";

import { useState } from "react";
import { useLocation, useNavigate, useParams } from "react-router";

import { isProblem } from "../api/problem";
import type { Booking } from "../api/types";
import { usePageTitle } from "../app/usePageTitle";
import { Button } from "../design/Button";
import { Dialog } from "../design/Dialog";
import { Failure, Notice, QueryView } from "../design/States";
import { Facts } from "../features/booking/Facts";
import { MoveDialog } from "../features/booking/MoveDialog";
import { PayBox } from "../features/booking/PayBox";
import { isOver, mayCancel, mayMove, standingOf } from "../features/booking/standing";
import { useGuestBooking } from "../features/booking/useGuestBooking";
import { mailedToken } from "../features/session/mailedToken";
import { useSignedIn } from "../features/session/useSession";
import { useWords } from "../i18n";
import NotFoundPage from "./NotFoundPage";

/** Somebody without an account looks after a booking, by the link in their mail. */
export default function GuestBookingPage() {
  const id = Number(useParams().id);
  const token = mailedToken(useLocation().hash) ?? "";
  const guest = useGuestBooking(id, token);
  if (!token || isProblem(guest.query.error, "NOT_FOUND")) return <NotFoundPage />;
  return (
    <QueryView query={guest.query}>{(found) => <Shown booking={found} guest={guest} />}</QueryView>
  );
}

function Shown({
  booking,
  guest,
}: {
  booking: Booking;
  guest: ReturnType<typeof useGuestBooking>;
}) {
  const { t } = useWords();
  const [doing, setDoing] = useState<"move" | "cancel" | null>(null);
  const standing = standingOf(booking);
  const now = new Date();
  const here = useSignedIn();
  const navigate = useNavigate();
  const take = () =>
    guest.claim.mutate(undefined, {
      onSuccess: () => void navigate(`/bookings/${booking.id}`, { replace: true }),
    });
  usePageTitle(t(standing.title));
  return (
    <article className="booking booking-confirmation">
      <header className={`booking__head booking__head--${standing.tone}`}>
        <div role="status">
          <h1>{t(standing.title)}</h1>
          <p>{t(standing.text, { name: booking.providerName })}</p>
        </div>
        <p className="booking-id">{booking.reference}</p>
      </header>
      <PayBox booking={booking} />
      <Facts booking={booking} zone={booking.timezone} mine />
      <div className="row">
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
        {here && (
          <Button kind="plain" busy={guest.claim.isPending} onClick={take}>
            {t("guest.claim")}
          </Button>
        )}
        {!here && !isOver(booking) && !guest.account.isSuccess && (
          <Button
            kind="plain"
            busy={guest.account.isPending}
            onClick={() => guest.account.mutate()}
          >
            {t("guest.account")}
          </Button>
        )}
      </div>
      {guest.account.isSuccess && <Notice kind="good">{t("guest.accountAsked")}</Notice>}
      {(guest.account.error ?? guest.claim.error) && (
        <Failure error={guest.account.error ?? guest.claim.error} />
      )}
      {doing === "move" && (
        <MoveDialog
          booking={booking}
          zone={booking.timezone}
          close={() => setDoing(null)}
          send={guest.move}
          moved={guest.renew}
        />
      )}
      {doing === "cancel" && (
        <Dialog title={t("cancel.title")} onClose={() => setDoing(null)}>
          <div className="stack">
            {guest.cancel.error && <Failure error={guest.cancel.error} />}
            <div className="form__actions">
              <Button
                kind="danger"
                busy={guest.cancel.isPending}
                onClick={() => guest.cancel.mutate(undefined, { onSuccess: () => setDoing(null) })}
              >
                {t("cancel.submit")}
              </Button>
              <Button kind="plain" onClick={() => setDoing(null)}>
                {t("cancel.keep")}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </article>
  );
}
