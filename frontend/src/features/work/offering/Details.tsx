import { useState } from "react";

import type { Offering } from "../../../api/types";
import { Choice, SelectField, TextField } from "../../../design/Field";
import { useWords } from "../../../i18n";
import { useSchedules } from "../time/useTime";
import { LimitFields } from "./LimitFields";
import { MinutesField } from "./MinutesField";

const BUFFERS = [0, 5, 10, 15, 30, 60];
const NOTICES = [0, 60, 120, 240, 720, 1440, 2880];
const STEPS = [5, 10, 15, 20, 30, 60];
const USUAL_STEP = 30;
export const GRIDS = ["STEP", "FIT"] as const;
export const HORIZONS = ["ROLLING", "BOOKABLE_DAYS", "FIXED"] as const;

interface DetailsProps {
  providerId: number;
  offering: Offering | null;
  errorAt: (field: string) => string | undefined;
}

/** When it can be booked: what is kept free around it, how soon, how far ahead, how often. */
export function Details({ providerId, offering, errorAt }: DetailsProps) {
  const { t } = useWords();
  return (
    <>
      <div className="form__row">
        <MinutesField
          label={t("offering.before")}
          name="bufferBeforeMinutes"
          choices={BUFFERS}
          value={offering?.bufferBeforeMinutes ?? 0}
        />
        <MinutesField
          label={t("offering.after")}
          name="bufferAfterMinutes"
          choices={BUFFERS}
          value={offering?.bufferAfterMinutes ?? 0}
        />
      </div>
      <div className="form__row">
        <SelectField
          label={t("offering.grid")}
          name="grid"
          defaultValue={offering?.grid ?? "STEP"}
          error={errorAt("grid")}
        >
          {GRIDS.map((grid) => (
            <option key={grid} value={grid}>
              {t(`offering.grid.${grid}`)}
            </option>
          ))}
        </SelectField>
        <MinutesField
          label={t("offering.step")}
          name="stepMinutes"
          choices={STEPS}
          value={offering?.stepMinutes ?? USUAL_STEP}
        />
      </div>
      <MinutesField
        label={t("offering.notice")}
        name="noticeMinutes"
        choices={NOTICES}
        value={offering?.noticeMinutes ?? 120}
      />
      <Horizon offering={offering} errorAt={errorAt} />
      <LimitFields limits={offering?.limits ?? []} errorAt={errorAt} />
      <ScheduleField providerId={providerId} chosen={offering?.scheduleId ?? null} />
      <Choice
        name="active"
        defaultChecked={offering?.active ?? true}
        label={t("offering.active")}
      />
      <Choice
        name="listed"
        defaultChecked={offering?.listed ?? true}
        label={t("offering.listed")}
      />
    </>
  );
}

function Horizon({ offering, errorAt }: Omit<DetailsProps, "providerId">) {
  const { t } = useWords();
  const [kind, setKind] = useState(offering?.horizonKind ?? "ROLLING");
  return (
    <div className="form__row">
      <SelectField
        label={t("horizon.kind")}
        name="horizonKind"
        value={kind}
        error={errorAt("horizonKind")}
        onChange={(event) => setKind(event.target.value)}
      >
        {HORIZONS.map((one) => (
          <option key={one} value={one}>
            {t(`horizon.${one}`)}
          </option>
        ))}
      </SelectField>
      {kind === "FIXED" ? (
        <>
          <TextField
            label={t("horizon.from")}
            name="bookableFrom"
            type="date"
            defaultValue={offering?.bookableFrom ?? undefined}
            error={errorAt("bookableFrom")}
          />
          <TextField
            label={t("horizon.until")}
            name="bookableUntil"
            type="date"
            defaultValue={offering?.bookableUntil ?? undefined}
            error={errorAt("bookableUntil")}
          />
        </>
      ) : (
        <TextField
          label={t("offering.horizon")}
          name="horizonDays"
          type="number"
          min={1}
          max={730}
          required
          defaultValue={offering?.horizonDays ?? 60}
          error={errorAt("horizonDays")}
        />
      )}
    </div>
  );
}

/** Whose hours it follows: the standard ones, or those of a schedule of its own. */
function ScheduleField({ providerId, chosen }: { providerId: number; chosen: number | null }) {
  const { t } = useWords();
  const schedules = useSchedules(providerId).data?.schedules ?? [];
  if (schedules.length === 0)
    return chosen === null ? null : <input type="hidden" name="scheduleId" value={chosen} />;
  return (
    <SelectField
      key={schedules.length}
      label={t("offering.schedule")}
      name="scheduleId"
      defaultValue={chosen ?? ""}
    >
      <option value="">{t("offering.standardHours")}</option>
      {schedules.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </SelectField>
  );
}
