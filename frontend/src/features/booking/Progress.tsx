import type { Booking } from "../../api/types";
import { Icon } from "../../design/Icon";
import { useWords, type Key } from "../../i18n";

/** How far a booking has come; each step is the worker's, the client's or the provider's. */
export function Progress({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const steps = stepsOf(booking);
  return (
    <ol className="progress" aria-label={t("progress.label")}>
      {steps.map((step) => (
        <li
          key={step.name}
          data-state={step.state}
          aria-current={step.state === "now" ? "step" : undefined}
        >
          <span className="progress__dot">
            {step.state === "done" && <Icon name="check" size={14} />}
          </span>
          {t(step.name)}
          <span className="visually-hidden"> {t(`progress.${step.state}`)}</span>
        </li>
      ))}
    </ol>
  );
}

interface Step {
  name: Key;
  state: "done" | "now" | "later";
}

export function stepsOf(
  booking: Pick<Booking, "status" | "step" | "amount" | "paymentRequired">,
): Step[] {
  const due = booking.amount > 0 && (booking.paymentRequired || booking.step === "HELD");
  const names: Key[] = ["progress.requested", "progress.kept"];
  if (due) names.push("progress.paid");
  if (booking.step === "APPROVAL") names.push("progress.approved");
  names.push("progress.confirmed");
  const done = reached(booking, names);
  return names.map((name, at) => ({
    name,
    state: at < done ? "done" : at === done ? "now" : "later",
  }));
}

function reached(booking: Pick<Booking, "status" | "step">, names: readonly Key[]): number {
  if (booking.status === "CONFIRMED") return names.length;
  if (booking.status === "REQUESTED") return 1;
  return 2;
}
