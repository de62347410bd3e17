import { Failure } from "../../design/States";
import { useWords } from "../../i18n";
import { useChangeWishes, type KindWish } from "./useWishes";

/** Each kind that may be muted, by the way it comes. All others always come. */
export function WishTable({ kinds }: { kinds: readonly KindWish[] }) {
  const { t, has } = useWords();
  const change = useChangeWishes();
  const box = (wish: KindWish, way: "email" | "inApp", name: string) => (
    <input
      type="checkbox"
      aria-label={t("wishes.by", { kind: name, way: t(`wishes.${way}`) })}
      checked={wish[way]}
      onChange={(event) => change.mutate({ kinds: [{ ...wish, [way]: event.target.checked }] })}
    />
  );
  return (
    <section className="sheet stack">
      {change.error && <Failure error={change.error} />}
      <table className="table wishes">
        <thead>
          <tr>
            <th scope="col">{t("wishes.kind")}</th>
            <th scope="col">{t("wishes.email")}</th>
            <th scope="col">{t("wishes.inApp")}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((wish) => {
            const key = `kind.${wish.kind}`;
            const name = has(key) ? t(key) : wish.kind;
            return (
              <tr key={wish.kind}>
                <th scope="row">{name}</th>
                <td>{box(wish, "email", name)}</td>
                <td>{box(wish, "inApp", name)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="soft small">{t("wishes.rest")}</p>
    </section>
  );
}
