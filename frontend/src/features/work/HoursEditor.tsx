import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode, type SubmitEvent } from "react";

import { api, data, ifMatch } from "../../api/client";
import type { Hours } from "../../api/types";
import { Button } from "../../design/Button";
import { Failure, Notice } from "../../design/States";
import { useWords } from "../../i18n";
import { zoneWords } from "../slots/zoneWords";
import {
  copiedToWeekdays,
  DAYS,
  draftOf,
  hoursOf,
  nextSpan,
  WEEKDAYS,
  withDay,
  type DayName,
  type Draft,
  type Span,
} from "./hours";
import { Overrides } from "./Overrides";
import { SpanInputs } from "./SpanInputs";
import { useWorkChanged } from "./useWork";

interface HoursEditorProps {
  hours: Hours;
  etag: string | null;
  saved?: () => void;
}

/** The standard hours, which every offering follows that has no schedule of its own. */
export function HoursEditor({ hours, etag, saved }: HoursEditorProps) {
  const save = (written: WrittenHours) =>
    data(
      api.PUT("/v1/providers/{provider_id}/availability", {
        params: { path: { provider_id: hours.providerId }, header: ifMatch(etag) },
        body: written,
      }),
    );
  return <HoursForm hours={hours} zone={hours.timezone} send={save} saved={saved} />;
}

export type WrittenHours = ReturnType<typeof hoursOf>;

interface HoursFormProps {
  hours: Pick<Hours, "rules" | "overrides">;
  zone: string;
  send: (hours: WrittenHours) => Promise<{ conflicts: readonly unknown[] }>;
  saved?: (() => void) | undefined;
  /** Stands above the days: a name, where these hours have one. */
  children?: ReactNode;
}

/** A week of hours, and the dates that differ from it. */
export function HoursForm({ hours, zone, send, saved, children }: HoursFormProps) {
  const { t, tn } = useWords();
  const [draft, setDraft] = useState<Draft>(() => draftOf(hours));
  const changed = useWorkChanged();
  const save = useMutation({
    mutationFn: () => send(hoursOf(draft)),
    onSuccess: async () => {
      await changed();
      saved?.();
    },
  });
  const edit = (next: Draft) => {
    save.reset();
    setDraft(next);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  const empty = DAYS.every((day) => draft.week[day].length === 0);
  return (
    <form className="stack" onSubmit={submit}>
      <p className="soft">{t("hours.zone", { zone: zoneWords(zone) })}</p>
      {children}
      {empty && (
        <div>
          <Button kind="quiet" onClick={() => edit(nineToFive(draft))}>
            {t("hours.preset")}
          </Button>
        </div>
      )}
      <div className="hours">
        {DAYS.map((day, index) => (
          <DayRow
            key={day}
            index={index}
            spans={draft.week[day]}
            change={(spans) => edit(withDay(draft, day, spans))}
            copy={day === "MONDAY" ? () => edit(copiedToWeekdays(draft, day)) : undefined}
          />
        ))}
      </div>
      {draft.seasonal.length > 0 && (
        <p className="soft">{tn("hours.seasonal", draft.seasonal.length)}</p>
      )}
      <Overrides
        overrides={draft.overrides}
        change={(overrides) => edit({ ...draft, overrides })}
      />
      {save.error && <Failure error={save.error} />}
      {save.isSuccess && (
        <Notice kind={save.data.conflicts.length > 0 ? "wait" : "good"}>
          {save.data.conflicts.length > 0
            ? tn("hours.conflicts", save.data.conflicts.length)
            : t("state.saved")}
        </Notice>
      )}
      <div className="form__actions">
        <Button type="submit" busy={save.isPending}>
          {t("hours.save")}
        </Button>
      </div>
    </form>
  );
}

interface DayRowProps {
  index: number;
  spans: Span[];
  change: (spans: Span[]) => void;
  copy: (() => void) | undefined;
}

function DayRow({ index, spans, change, copy }: DayRowProps) {
  const { t, format } = useWords();
  const day = format.weekday(index);
  return (
    <div className="hours__day" role="group" aria-label={day}>
      <h2>{day}</h2>
      <div className="hours__spans">
        {spans.length === 0 && <p className="soft">{t("hours.closed")}</p>}
        {spans.map((span, at) => (
          <SpanInputs
            key={at}
            day={day}
            span={span}
            change={(next) => change(spans.map((one, place) => (place === at ? next : one)))}
            remove={() => change(spans.filter((_, place) => place !== at))}
          />
        ))}
        <div className="row">
          <Button
            kind="plain"
            aria-label={t("hours.addOn", { day })}
            onClick={() => change([...spans, nextSpan(spans)])}
          >
            {t("hours.add")}
          </Button>
          {copy && spans.length > 0 && (
            <Button kind="plain" onClick={copy}>
              {t("hours.copy")}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

function nineToFive(draft: Draft): Draft {
  return WEEKDAYS.reduce<Draft>((made, day: DayName) => withDay(made, day, [nextSpan([])]), draft);
}
