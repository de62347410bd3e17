import { useWords } from "../../i18n";

export type Role = "CLIENT" | "PROVIDER";

export function RoleChoice({ role, choose }: { role: Role; choose: (role: Role) => void }) {
  const { t } = useWords();
  const roles = [
    { value: "CLIENT", label: t("register.client"), hint: t("register.clientHint") },
    { value: "PROVIDER", label: t("register.provider"), hint: t("register.providerHint") },
  ] as const;
  return (
    <fieldset className="stack stack--small">
      <legend className="field__label">{t("register.role")}</legend>
      {roles.map((one) => (
        <label key={one.value} className="option">
          <input
            type="radio"
            name="role"
            value={one.value}
            checked={role === one.value}
            onChange={() => choose(one.value)}
          />
          <span>
            <strong>{one.label}</strong>
            <span className="soft small option__hint">{one.hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
