import { useState } from "react";

import type { Override } from "../../api/types";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { useWords } from "../../i18n";
import { nextSpan } from "./hours";
import { SpanInputs } from "./SpanInputs";

interface OverridesProps {
  overrides: readonly Override[];
  change: (overrides: Override[]) => void;
}

/** Dates that are not like their weekday: closed, or open at other hours. */
export function Overrides({ overrides, change }: OverridesProps) {
  const { t, format } = useWords();
  const [date, setDate] = useState("");
  const put = (next: Override) =>
    change(
      [...overrides.filter((one) => one.date !== next.date), next].sort((a, b) =>
        a.date.localeCompare(b.date),
      ),
    );
  const add = () => {
    if (date) put({ date, spans: [], reason: "" });
    setDate("");
  };
  return (
    <section className="stack stack--small">
      <h2>{t("overrides.title")}</h2>
      {overrides.length === 0 && <p className="soft">{t("overrides.none")}</p>}
      <div className="hours">
        {overrides.map((override) => {
          const day = format.dayOfDate(override.date);
          return (
            <div key={override.date} className="hours__day" role="group" aria-label={day}>
              <h3>{format.dayOfDate(override.date, "short")}</h3>
              <div className="hours__spans">
                {override.spans.length === 0 && <p className="soft">{t("hours.closed")}</p>}
                {override.reason && <p className="soft small">{override.reason}</p>}
                {override.spans.map((span, at) => (
                  <SpanInputs
                    key={at}
                    day={day}
                    span={span}
                    change={(next) =>
                      put({
                        ...override,
                        spans: override.spans.map((one, place) => (place === at ? next : one)),
                      })
                    }
                    remove={() =>
                      put({ ...override, spans: override.spans.filter((_, place) => place !== at) })
                    }
                  />
                ))}
                <div className="row">
                  <Button
                    kind="plain"
                    aria-label={t("hours.addOn", { day })}
                    onClick={() =>
                      put({ ...override, spans: [...override.spans, nextSpan(override.spans)] })
                    }
                  >
                    {t("hours.add")}
                  </Button>
                  <Button
                    kind="plain"
                    aria-label={t("overrides.removeNamed", { day })}
                    onClick={() => change(overrides.filter((one) => one.date !== override.date))}
                  >
                    {t("overrides.remove")}
                  </Button>
                </div>
              </div>
            </div>
          );
        })}
      </div>
      <div className="span span--new">
        <Field label={t("overrides.date")}>
          {(wiring) => (
            <input
              type="date"
              value={date}
              onChange={(event) => setDate(event.target.value)}
              {...wiring}
            />
          )}
        </Field>
        <Button kind="quiet" disabled={!date} onClick={add}>
          {t("overrides.add")}
        </Button>
      </div>
    </section>
  );
}
