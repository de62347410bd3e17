import { Link } from "react-router";

import { LinkButton, Button } from "../../design/Button";
import { Pager } from "../../design/Pager";
import { Empty, Failure, QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { useProvider } from "../provider";
import { DAYS } from "../work/hours";
import { useNoWish, useWishes, type Wish } from "./useWishes";

const CHIPS = {
  WAITING: "chip chip--wait",
  OFFERED: "chip chip--good",
  SERVED: "chip",
  ENDED: "chip",
};

/** What I wait for, and what is kept for me at this moment. */
export function WishList({ page }: { page: number }) {
  const { t } = useWords();
  const wishes = useWishes(page);
  return (
    <QueryView query={wishes} cards={2}>
      {(answer) =>
        answer.data.length === 0 ? (
          <Empty title={t("wait.none")} text={t("wait.noneText")}>
            <LinkButton to="/providers">{t("nav.find")}</LinkButton>
          </Empty>
        ) : (
          <>
            <ul className="list">
              {answer.data.map((wish) => (
                <Row key={wish.id} wish={wish} />
              ))}
            </ul>
            <Pager pagination={answer.pagination} />
          </>
        )
      }
    </QueryView>
  );
}

function Row({ wish }: { wish: Wish }) {
  const { t, format } = useWords();
  const provider = useProvider(wish.providerId);
  const end = useNoWish();
  const offering = provider.data?.offerings.find((one) => one.id === wish.offeringId)?.title;
  const days = `${format.dayOfDate(wish.from, "short")} – ${format.dayOfDate(wish.to, "short")}`;
  const some = wish.weekdays.length > 0 && wish.weekdays.length < DAYS.length;
  const on = some ? format.list(wish.weekdays.map((day) => format.weekday(DAYS.indexOf(day)))) : "";
  const open = wish.status === "WAITING" || wish.status === "OFFERED";
  return (
    <li className="sheet wish">
      <div className="row row--apart">
        <h2 className="card-title">{[offering, provider.data?.name].filter(Boolean).join(", ")}</h2>
        <span className={CHIPS[wish.status]}>{t(`wait.${wish.status}`)}</span>
      </div>
      <p>
        {wish.bookingId !== null && `${t("wait.earlierShort")} · `}
        {days}
        {on && ` · ${on}`} · {format.wallTime(wish.startTime)} – {format.wallTime(wish.endTime)}
      </p>
      {end.error && <Failure error={end.error} />}
      <div className="row">
        {wish.offerId !== null && (
          <Link className="button button--primary" to={`/bookings/${wish.offerId}`}>
            {t("wait.see")}
          </Link>
        )}
        {open && (
          <Button
            kind="quiet"
            busy={end.isPending}
            aria-label={t("wait.endNamed", { what: days })}
            onClick={() => end.mutate(wish.id)}
          >
            {t("wait.end")}
          </Button>
        )}
      </div>
    </li>
  );
}
