import { useState } from "react";

import { Button } from "../../design/Button";
import { SelectField } from "../../design/Field";
import { Icon } from "../../design/Icon";
import { useWords } from "../../i18n";
import type { FilterProps } from "./Filters";

const RADII = [5, 10, 25, 50, 100];
const USUAL = 25;
const LONGEST_MS = 10_000;

/** About where I am, to a kilometre: the place stands in the address bar, so it is not told more exactly. */
export function NearFilter({ criteria, change }: FilterProps) {
  const { t, format } = useWords();
  const [state, setState] = useState<"idle" | "asking" | "refused">("idle");
  const ask = () => {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("idle");
        change({
          lat: Number(coords.latitude.toFixed(2)),
          lon: Number(coords.longitude.toFixed(2)),
          radiusKm: USUAL,
          sort: "distance",
        });
      },
      () => setState("refused"),
      { timeout: LONGEST_MS, maximumAge: LONGEST_MS * 60 },
    );
  };
  if (criteria.lat === undefined) {
    return (
      <div className="stack stack--small">
        <Button kind="quiet" busy={state === "asking"} onClick={ask}>
          <Icon name="pin" />
          {t("filter.near")}
        </Button>
        <p className="small soft" role="status">
          {state === "refused" ? t("filter.nearRefused") : ""}
        </p>
      </div>
    );
  }
  const far = () =>
    change({ lat: undefined, lon: undefined, radiusKm: undefined, sort: undefined });
  return (
    <div className="stack stack--small">
      <SelectField
        label={t("filter.within")}
        name="radiusKm"
        value={criteria.radiusKm ?? ""}
        onChange={(event) => change({ radiusKm: Number(event.target.value) || undefined })}
      >
        <option value="">{t("filter.anyDistance")}</option>
        {[...new Set([...RADII, ...(criteria.radiusKm ? [criteria.radiusKm] : [])])]
          .sort((a, b) => a - b)
          .map((radius) => (
            <option key={radius} value={radius}>
              {format.distance(radius)}
            </option>
          ))}
      </SelectField>
      <Button kind="plain" onClick={far}>
        {t("filter.anywhere")}
      </Button>
    </div>
  );
}
