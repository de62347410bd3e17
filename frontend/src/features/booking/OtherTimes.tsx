import { lazy, Suspense, useState } from "react";

import type { Booking } from "../../api/types";
import { withDesk } from "../../app/withDesk";
import { Button } from "../../design/Button";
import { useWords } from "../../i18n";
import { addDays, dateIn } from "../slots/days";

const WaitDialog = lazy(
  withDesk(async () => ({ default: (await import("../waiting/WaitDialog")).WaitDialog })),
);
const SwapDialog = lazy(
  withDesk(async () => ({ default: (await import("../waiting/SwapDialog")).SwapDialog })),
);

/** The time that one would rather have is taken: wait for an earlier one, or ask whoever has it. */
export function OtherTimes({ booking, zone }: { booking: Booking; zone: string }) {
  const { t } = useWords();
  const [doing, setDoing] = useState<"wait" | "swap" | null>(null);
  const today = dateIn(zone, new Date());
  const before = addDays(dateIn(zone, new Date(booking.startTime)), -1);
  if (booking.status !== "CONFIRMED" || new Date(booking.startTime) < new Date()) return null;
  return (
    <details className="details">
      <summary>{t("other.open")}</summary>
      <div className="row after-summary">
        {before >= today && (
          <Button kind="quiet" onClick={() => setDoing("wait")}>
            {t("other.earlier")}
          </Button>
        )}
        <Button kind="quiet" onClick={() => setDoing("swap")}>
          {t("other.swap")}
        </Button>
      </div>
      <Suspense fallback={null}>
        {doing === "wait" && (
          <WaitDialog
            what={{ bookingId: booking.id }}
            zone={zone}
            from={today}
            until={before}
            close={() => setDoing(null)}
          />
        )}
        {doing === "swap" && (
          <SwapDialog booking={booking} zone={zone} close={() => setDoing(null)} />
        )}
      </Suspense>
    </details>
  );
}
