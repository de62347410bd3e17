import type { SubmitEvent } from "react";

import { Button } from "../../../design/Button";
import { Failure, Notice, QueryView } from "../../../design/States";
import { useFieldErrors } from "../../../design/useProblemText";
import { useWords } from "../../../i18n";
import { number } from "../../forms";
import { LimitFields } from "../offering/LimitFields";
import { limitsOf } from "../offering/limits";
import { MinutesField } from "../offering/MinutesField";
import { savePace, usePace, useTimeChange, type Pace } from "./useTime";

const RESTS = [0, 5, 10, 15, 20, 30, 45, 60];

/** A rest between bookings, and how much one takes on, over all offerings. */
export function PaceBox({ providerId }: { providerId: number }) {
  const { t } = useWords();
  const pace = usePace(providerId);
  return (
    <section className="stack" aria-label={t("pace.title")}>
      <h2>{t("pace.title")}</h2>
      <p className="soft">{t("pace.text")}</p>
      <QueryView query={pace}>
        {(found) => <Editor pace={found} providerId={providerId} />}
      </QueryView>
    </section>
  );
}

function Editor({ pace, providerId }: { pace: Pace; providerId: number }) {
  const { t } = useWords();
  const save = useTimeChange((form: FormData) =>
    savePace(providerId, {
      restMinutes: number(form, "restMinutes"),
      limits: limitsOf(form, pace.limits),
    }),
  );
  const errorAt = useFieldErrors(save.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="form" onSubmit={submit}>
      {save.error && <Failure error={save.error} />}
      <MinutesField
        label={t("pace.rest")}
        name="restMinutes"
        choices={RESTS}
        value={pace.restMinutes}
      />
      <LimitFields limits={pace.limits} errorAt={errorAt} />
      {save.isSuccess && <Notice kind="good">{t("state.saved")}</Notice>}
      <div>
        <Button type="submit" kind="quiet" busy={save.isPending}>
          {t("action.save")}
        </Button>
      </div>
    </form>
  );
}
