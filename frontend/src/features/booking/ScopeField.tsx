import { useWords } from "../../i18n";

export const SCOPES = ["ONE", "FOLLOWING", "ALL"] as const;
export type Reach = (typeof SCOPES)[number];

interface ScopeFieldProps {
  scope: Reach;
  choose: (scope: Reach) => void;
}

/** Of an appointment that belongs to a series: this one, this and the following, or all that lie ahead. */
export function ScopeField({ scope, choose }: ScopeFieldProps) {
  const { t } = useWords();
  return (
    <fieldset className="stack stack--small">
      <legend>{t("scope.title")}</legend>
      {SCOPES.map((one) => (
        <label key={one} className="choice">
          <input
            type="radio"
            name="scope"
            value={one}
            checked={scope === one}
            onChange={() => choose(one)}
          />
          <span>{t(`scope.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
