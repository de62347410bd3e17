import { Failure } from "../../design/States";
import { useWords } from "../../i18n";
import { useChangeWishes, type Wishes } from "./useWishes";

const BRIEF = new Set<string>(["booking_reminder"]); // what has a form short enough for a phone
const WAYS = ["email", "inApp", "push", "sms"] as const;
const ALSO = ["push", "sms"] as const;

/** Each kind, by the way it comes. What must reach somebody is always mailed; the rest may be muted. */
export function WishTable({ wishes }: { wishes: Wishes }) {
  const { t, has } = useWords();
  const change = useChangeWishes();
  const named = (kind: string) => {
    const key = `kind.${kind}`;
    return has(key) ? t(key) : kind;
  };
  const box = (
    name: string,
    way: (typeof WAYS)[number],
    on: boolean,
    turn: (on: boolean) => void,
  ) => (
    <input
      type="checkbox"
      aria-label={t("wishes.by", { kind: name, way: t(`wishes.${way}`) })}
      checked={on}
      onChange={(event) => turn(event.target.checked)}
    />
  );
  return (
    <section className="sheet stack">
      {change.error && <Failure error={change.error} />}
      <div className="table-wrap" role="region" aria-label={t("wishes.title")} tabIndex={0}>
        <table className="table wishes">
          <thead>
            <tr>
              <th scope="col">{t("wishes.kind")}</th>
              {WAYS.map((way) => (
                <th key={way} scope="col">
                  {t(`wishes.${way}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {wishes.kinds.map((wish) => (
              <tr key={wish.kind}>
                <th scope="row">{named(wish.kind)}</th>
                {WAYS.map((way) => (
                  <td key={way}>
                    {(way === "email" || way === "inApp" || BRIEF.has(wish.kind)) &&
                      box(named(wish.kind), way, wish[way], (on) =>
                        change.mutate({ kinds: [{ kind: wish.kind, [way]: on }] }),
                      )}
                  </td>
                ))}
              </tr>
            ))}
            {wishes.alwaysMailed.map((wish) => (
              <tr key={wish.kind}>
                <th scope="row">{named(wish.kind)}</th>
                <td colSpan={2} className="soft small">
                  {t("wishes.always")}
                </td>
                {ALSO.map((way) => (
                  <td key={way}>
                    {box(named(wish.kind), way, wish[way], (on) =>
                      change.mutate({ alwaysMailed: [{ kind: wish.kind, [way]: on }] }),
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft small">{t("wishes.rest")}</p>
    </section>
  );
}
