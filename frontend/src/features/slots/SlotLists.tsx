import { useState } from "react";

import { SelectField } from "../../design/Field";
import { useWords } from "../../i18n";
import type { Day, Time } from "./days";

interface SlotListsProps {
  days: readonly Day[];
  chosen: Time | null;
  choose: (time: Time | null) => void;
}

/** The same free times as two lists: quicker by keyboard and by ear than a week of buttons. */
export function SlotLists({ days, chosen, choose }: SlotListsProps) {
  const { t, format } = useWords();
  const [date, setDate] = useState("");
  const shown = chosen ? chosen.start.slice(0, 10) : date;
  const times = days.find((day) => day.date === shown)?.times ?? [];
  return (
    <fieldset className="slot-lists">
      <legend className="soft small">{t("slots.lists")}</legend>
      <div className="form__row">
        <SelectField
          label={t("field.date")}
          name="date"
          value={days.some((day) => day.date === shown) ? shown : ""}
          onChange={(event) => {
            setDate(event.target.value);
            choose(null);
          }}
        >
          <option value="">{t("slots.chooseDate")}</option>
          {days.map((day) => (
            <option key={day.date} value={day.date}>
              {format.dayOfDate(day.date)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("field.time")}
          name="time"
          value={times.find((time) => time.start === chosen?.start)?.value ?? ""}
          onChange={(event) =>
            choose(times.find((time) => time.value === event.target.value) ?? null)
          }
        >
          <option value="">{t("slots.chooseTime")}</option>
          {times.map((time) => (
            <option key={time.start} value={time.value}>
              {format.wallTime(time.clock)}
              {time.value === time.clock ? "" : ` ${time.offset}`}
            </option>
          ))}
        </SelectField>
      </div>
    </fieldset>
  );
}
