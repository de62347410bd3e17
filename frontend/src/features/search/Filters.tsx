import { useState } from "react";

import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { SelectField } from "../../design/Field";
import { useWords } from "../../i18n";
import { SPOKEN } from "../../i18n/format";
import { MEETINGS, narrowed, sortOf, SORTS, type Criteria, type Sort } from "./criteria";
import { NearFilter } from "./NearFilter";
import { PriceFilter } from "./PriceFilter";
import { useTrade } from "./Specializations";
import { TRADES } from "./trades";
import { WhenFilter } from "./WhenFilter";

export type Facets = components["schemas"]["Facets"];
const RATINGS = [3, 4, 4.5];

export interface FilterProps {
  criteria: Criteria;
  change: (part: Criteria) => void;
}

interface FiltersProps {
  criteria: Criteria;
  apply: (criteria: Criteria) => void;
  facets: Facets | undefined;
}

/** Beside the results where there is room, else behind a button. */
export function FoldedFilters(props: FiltersProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="fold" data-open={open}>
      <Button
        kind="quiet"
        className="fold__button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t("filter.label")}
      </Button>
      <Filters {...props} />
    </div>
  );
}

function Filters({ criteria, apply, facets }: FiltersProps) {
  const { t } = useWords();
  const change = (part: Criteria) => apply({ ...criteria, page: undefined, ...part });
  const near = criteria.lat !== undefined;
  return (
    <section className="filters" aria-label={t("filter.label")}>
      <SelectField
        label={t("filter.sort")}
        name="sort"
        value={sortOf(criteria)}
        onChange={(event) => change({ sort: event.target.value as Sort })}
      >
        {SORTS.filter((sort) => near || sort !== "distance").map((sort) => (
          <option key={sort} value={sort}>
            {t(`sort.${sort}`)}
          </option>
        ))}
      </SelectField>
      <WhenFilter criteria={criteria} change={change} />
      <WhatFilters criteria={criteria} change={change} facets={facets} />
      <NearFilter criteria={criteria} change={change} />
      <PriceFilter
        key={`${criteria.price_min}-${criteria.price_max}`}
        criteria={criteria}
        change={change}
      />
      {narrowed({ ...criteria, q: undefined }) && (
        <Button kind="plain" onClick={() => apply({ q: criteria.q, sort: criteria.sort })}>
          {t("filter.clear")}
        </Button>
      )}
    </section>
  );
}

function WhatFilters({ criteria, change, facets }: FilterProps & { facets: Facets | undefined }) {
  const { t, format } = useWords();
  const trade = useTrade();
  const counted = (name: string, count: number | undefined) =>
    count === undefined ? name : t("filter.counted", { name, count: format.number(count) });
  const trades = known(TRADES, facets?.specializations, criteria.specialization);
  const languages = known(Object.keys(SPOKEN), facets?.languages, criteria.language);
  return (
    <>
      <SelectField
        label={t("filter.specialization")}
        name="specialization"
        value={criteria.specialization ?? ""}
        onChange={(event) => change({ specialization: event.target.value || undefined })}
      >
        <option value="">{t("filter.any")}</option>
        {trades.map((code) => (
          <option key={code} value={code}>
            {counted(trade(code), facets?.specializations[code])}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("filter.language")}
        name="language"
        value={criteria.language ?? ""}
        onChange={(event) => change({ language: event.target.value || undefined })}
      >
        <option value="">{t("filter.any")}</option>
        {languages.map((name) => (
          <option key={name} value={name}>
            {counted(format.languageName(name), facets?.languages[name])}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("filter.meeting")}
        name="meeting"
        value={criteria.meeting ?? ""}
        onChange={(event) =>
          change({ meeting: MEETINGS.find((one) => one === event.target.value) })
        }
      >
        <option value="">{t("filter.any")}</option>
        <option value="ONLINE">{t("meeting.online")}</option>
        <option value="IN_PERSON">{t("meeting.inPerson")}</option>
      </SelectField>
      <SelectField
        label={t("filter.rating")}
        name="rating"
        value={criteria.rating_min ?? ""}
        onChange={(event) => change({ rating_min: Number(event.target.value) || undefined })}
      >
        <option value="">{t("filter.any")}</option>
        {RATINGS.map((least) => (
          <option key={least} value={least}>
            {t("filter.atLeast", { rating: format.number(least, 1) })}
          </option>
        ))}
      </SelectField>
    </>
  );
}

/** What the answer counted, most first; before there is one, what is asked for most. */
function known(
  usual: readonly string[],
  counts: Record<string, number> | undefined,
  chosen: string | undefined,
): string[] {
  const found = Object.entries(counts ?? {}).sort(([, a], [, b]) => b - a);
  const names = found.length > 0 ? found.map(([name]) => name) : usual;
  return [...new Set([...names, ...(chosen ? [chosen] : [])])];
}
