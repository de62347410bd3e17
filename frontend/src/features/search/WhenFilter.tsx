import { SelectField, TextField } from "../../design/Field";
import { useWords } from "../../i18n";
import { useZone } from "../session/useSession";
import { addDays, dateIn } from "../slots/days";
import type { FilterProps } from "./Filters";

const AHEAD_DAYS = 27; // the index answers for four weeks
const AFTER = ["08:00", "12:00", "15:00", "17:00", "19:00"];
const LENGTHS = [30, 60, 90, 120];

/** Free on a day, from an hour on, for so long: the question a calendar usually stands in the way of. */
export function WhenFilter({ criteria, change }: FilterProps) {
  const { t, format } = useWords();
  const today = dateIn(useZone(), new Date());
  const { freeOn, freeAfter, freeFor } = criteria;
  const days = [today, addDays(today, 1), addDays(today, 2)];
  const pick = (date: string | undefined) =>
    change({
      freeOn: date,
      freeAfter: date ? freeAfter : undefined,
      freeFor: date ? freeFor : undefined,
    });
  return (
    <fieldset className="filters__when">
      <legend className="field__label">{t("filter.when")}</legend>
      <div className="pills">
        {days.map((date, index) => (
          <button
            key={date}
            type="button"
            className="pill"
            aria-pressed={freeOn === date}
            onClick={() => pick(freeOn === date ? undefined : date)}
          >
            {index === 0
              ? t("filter.today")
              : index === 1
                ? t("filter.tomorrow")
                : format.dayOfDate(date, "short")}
          </button>
        ))}
      </div>
      <TextField
        label={t("filter.freeOn")}
        name="freeOn"
        type="date"
        min={today}
        max={addDays(today, AHEAD_DAYS)}
        value={freeOn ?? ""}
        onChange={(event) => pick(event.target.value || undefined)}
      />
      {freeOn && (
        <div className="filters__price">
          <SelectField
            label={t("filter.freeAfter")}
            name="freeAfter"
            value={freeAfter ?? ""}
            onChange={(event) => change({ freeAfter: event.target.value || undefined })}
          >
            <option value="">{t("filter.any")}</option>
            {[...new Set([...AFTER, ...(freeAfter ? [freeAfter] : [])])].sort().map((clock) => (
              <option key={clock} value={clock}>
                {format.wallTime(clock)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("filter.freeFor")}
            name="freeFor"
            value={freeFor ?? 60}
            onChange={(event) => change({ freeFor: Number(event.target.value) })}
          >
            {[...new Set([...LENGTHS, freeFor ?? 60])]
              .sort((a, b) => a - b)
              .map((length) => (
                <option key={length} value={length}>
                  {format.minutes(length)}
                </option>
              ))}
          </SelectField>
        </div>
      )}
    </fieldset>
  );
}
