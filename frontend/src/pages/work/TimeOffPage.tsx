import { useMutation } from "@tanstack/react-query";
import { useRef, type SubmitEvent } from "react";
import { Link } from "react-router";

import { api, body, data } from "../../api/client";
import type { TimeOff } from "../../api/types";
import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { PageHead } from "../../design/PageHead";
import { Empty, Failure, Notice, QueryView } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { text } from "../../features/forms";
import { zoneWords } from "../../features/slots/zoneWords";
import { useProvider } from "../../features/provider";
import { instantOf } from "../../features/wallTime";
import { useTimeOff, useWorkChanged } from "../../features/work/useWork";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

export default function TimeOffPage({ profile }: Room) {
  const { t } = useWords();
  const timeOff = useTimeOff(profile.id);
  return (
    <div className="reading stack">
      <PageHead
        title={t("work.timeOff")}
        text={t("timeOff.text", { zone: zoneWords(profile.timezone) })}
      />
      <Add providerId={profile.id} zone={profile.timezone} />
      <QueryView query={timeOff}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t("timeOff.none")} text={t("timeOff.noneText")} />
          ) : (
            <ul className="list">
              {found.map((one) => (
                <Row key={one.id} timeOff={one} providerId={profile.id} zone={profile.timezone} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </div>
  );
}

function Add({ providerId, zone }: { providerId: number; zone: string }) {
  const { t, tn } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const changed = useWorkChanged();
  const add = useMutation({
    mutationFn: (typed: FormData) =>
      data(
        api.POST("/v1/providers/{provider_id}/time-off", {
          params: { path: { provider_id: providerId } },
          body: {
            startTime: instantOf(text(typed, "startTime"), zone),
            endTime: instantOf(text(typed, "endTime"), zone),
            note: text(typed, "note"),
            colleagueProviderId: numberOf(text(typed, "colleague")),
          },
        }),
      ),
    onSuccess: async () => {
      form.current?.reset();
      await changed();
    },
  });
  const errorAt = useFieldErrors(add.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!add.isPending) add.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="form sheet" ref={form} onSubmit={submit}>
      {add.error && <Failure error={add.error} />}
      <div className="form__row">
        <TextField
          label={t("timeOff.from")}
          name="startTime"
          type="datetime-local"
          required
          error={errorAt("startTime")}
        />
        <TextField
          label={t("timeOff.until")}
          name="endTime"
          type="datetime-local"
          required
          error={errorAt("endTime")}
        />
      </div>
      <TextField
        label={t("timeOff.note")}
        hint={t("timeOff.noteHint")}
        name="note"
        maxLength={500}
        error={errorAt("note")}
      />
      <TextField
        label={t("timeOff.colleague")}
        hint={t("timeOff.colleagueHint")}
        name="colleague"
        maxLength={300}
        dir="ltr"
        error={errorAt("colleagueProviderId")}
      />
      <div className="form__actions">
        <Button type="submit" busy={add.isPending}>
          {t("timeOff.add")}
        </Button>
      </div>
      {add.isSuccess && (
        <Notice kind={add.data.bookings.length > 0 ? "wait" : "good"}>
          {add.data.bookings.length > 0
            ? tn("hours.conflicts", add.data.bookings.length)
            : t("state.saved")}
        </Notice>
      )}
    </form>
  );
}

function Row({
  timeOff,
  providerId,
  zone,
}: {
  timeOff: TimeOff;
  providerId: number;
  zone: string;
}) {
  const { t, format } = useWords();
  const changed = useWorkChanged();
  const path = { provider_id: providerId, time_off_id: timeOff.id };
  const when = `${format.dateTime(timeOff.startTime, zone)} – ${format.dateTime(timeOff.endTime, zone)}`;
  const remove = useMutation({
    mutationFn: () =>
      body(api.DELETE("/v1/providers/{provider_id}/time-off/{time_off_id}", { params: { path } })),
    onSuccess: changed,
  });
  return (
    <li className="sheet request">
      <div>
        <p>
          <strong>{when}</strong>
        </p>
        {timeOff.note && <p className="soft">{timeOff.note}</p>}
        {timeOff.colleagueProviderId !== null && <Colleague id={timeOff.colleagueProviderId} />}
        {remove.error && <Failure error={remove.error} />}
      </div>
      <Button
        kind="quiet"
        busy={remove.isPending}
        aria-label={t("timeOff.removeNamed", { when })}
        onClick={() => remove.mutate()}
      >
        {t("timeOff.remove")}
      </Button>
    </li>
  );
}

/** The number in the address of somebody's page, or a number by itself. */
function numberOf(typed: string): number | null {
  const found = /providers\/(\d+)|^(\d+)$/.exec(typed);
  return found ? Number(found[1] ?? found[2]) : null;
}

function Colleague({ id }: { id: number }) {
  const { t } = useWords();
  const name = useProvider(id).data?.name;
  return (
    <p className="soft small">
      {t("timeOff.clientsMayTurnTo")} <Link to={`/providers/${id}`}>{name ?? id}</Link>
    </p>
  );
}
