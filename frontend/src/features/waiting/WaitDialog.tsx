import { useState, type SubmitEvent } from "react";
import { Link } from "react-router";

import { isProblem } from "../../api/problem";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Choice, TextField } from "../../design/Field";
import { Failure, Notice } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { LoginForm } from "../session/LoginForm";
import { useSignedIn } from "../session/useSession";
import { addDays, dateIn } from "../slots/days";
import { DAYS } from "../work/hours";
import { useWish, type Waiting } from "./useWishes";

const USUAL_DAYS = 30;
const LAST_MINUTE = "23:59"; // a clock field knows no 24:00

interface WaitDialogProps {
  /** What is waited for: an offering, or an earlier time of a booking. */
  what: Pick<Waiting, "providerId" | "offeringId" | "bookingId">;
  zone: string;
  from?: string;
  until?: string;
  close: () => void;
}

/** Who finds nothing that fits says what would, and gets it offered when it becomes free. */
export function WaitDialog({ what, zone, from, until, close }: WaitDialogProps) {
  const { t } = useWords();
  const here = useSignedIn();
  const [signedIn, setSignedIn] = useState(here);
  return (
    <Dialog title={what.bookingId ? t("wait.earlier") : t("wait.title")} onClose={close}>
      {signedIn ? (
        <Form what={what} zone={zone} from={from} until={until} close={close} />
      ) : (
        <LoginForm onSignedIn={() => setSignedIn(true)} />
      )}
    </Dialog>
  );
}

function Form({ what, zone, from, until, close }: WaitDialogProps) {
  const { t, format } = useWords();
  const wish = useWish();
  const errorAt = useFieldErrors(wish.error);
  const first = from ?? dateIn(zone, new Date());
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!wish.isPending) wish.mutate(written(new FormData(event.currentTarget), what, zone));
  };
  if (wish.isSuccess) {
    return (
      <div className="stack">
        <Notice kind="good">{t("wait.done")}</Notice>
        <div className="form__actions">
          <Link to="/bookings?when=waiting">{t("wait.list")}</Link>
          <Button kind="plain" onClick={close}>
            {t("action.close")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form className="form" onSubmit={submit}>
      <p className="soft">{t("wait.text")}</p>
      {isProblem(wish.error, "TIMES_FREE") ? (
        <Notice kind="wait">
          {t("wait.free", {
            when: format.list(
              wish.error.nearestSlots.map((slot) => format.dateTime(slot.startTime, zone)),
            ),
          })}
        </Notice>
      ) : (
        wish.error && <Failure error={wish.error} />
      )}
      <div className="form__row">
        <TextField
          label={t("wait.from")}
          name="from"
          type="date"
          required
          defaultValue={first}
          error={errorAt("from")}
        />
        <TextField
          label={t("wait.to")}
          name="to"
          type="date"
          required
          defaultValue={until ?? addDays(first, USUAL_DAYS)}
          error={errorAt("to")}
        />
      </div>
      <fieldset className="stack stack--small">
        <legend>{t("wait.days")}</legend>
        <div className="row">
          {DAYS.map((day, index) => (
            <Choice key={day} name={day} defaultChecked label={format.weekday(index, "short")} />
          ))}
        </div>
      </fieldset>
      <div className="form__row">
        <TextField
          label={t("wait.since")}
          name="startTime"
          type="time"
          required
          defaultValue="00:00"
          error={errorAt("startTime")}
        />
        <TextField
          label={t("wait.until")}
          name="endTime"
          type="time"
          required
          defaultValue={LAST_MINUTE}
          error={errorAt("endTime")}
        />
      </div>
      <div className="form__actions">
        <Button type="submit" busy={wish.isPending}>
          {t("wait.submit")}
        </Button>
        <Button kind="plain" onClick={close}>
          {t("wait.not")}
        </Button>
      </div>
    </form>
  );
}

function written(form: FormData, what: WaitDialogProps["what"], zone: string): Waiting {
  const until = text(form, "endTime");
  const weekdays = DAYS.filter((day) => form.has(day));
  return {
    ...what,
    timezone: zone,
    from: text(form, "from"),
    to: text(form, "to"),
    startTime: text(form, "startTime"),
    endTime: until === LAST_MINUTE ? "24:00" : until,
    ...(weekdays.length < DAYS.length ? { weekdays } : {}),
  };
}
