import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { Failure, QueryView } from "../../design/States";
import { useWords } from "../../i18n";

type Card = components["schemas"]["CardOut"];
const KEY = ["cards"] as const;
const YEAR_DIGITS = -2;

/** Cards that are kept for me: their numbers are with the payment company alone. */
export function Cards() {
  const { t } = useWords();
  const cards = useQuery({
    queryKey: KEY,
    queryFn: () => data(api.GET("/v1/users/me/cards")),
  });
  return (
    <section className="sheet stack" aria-label={t("cards.title")}>
      <h2>{t("cards.title")}</h2>
      <p className="soft">{t("cards.text")}</p>
      <QueryView query={cards}>
        {(found) =>
          found.length === 0 ? (
            <p>{t("cards.none")}</p>
          ) : (
            <ul>
              {found.map((card) => (
                <Row key={card.id} card={card} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}

function Row({ card }: { card: Card }) {
  const { t, tn } = useWords();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      body(api.DELETE("/v1/users/me/cards/{card}", { params: { path: { card: card.id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const name = `${card.brand} •••• ${card.last4}`;
  const until = `${String(card.expMonth).padStart(2, "0")}/${String(card.expYear).slice(YEAR_DIGITS)}`;
  return (
    <li className="row row--apart line">
      <span>
        <strong dir="ltr" className="card-name">
          {name}
        </strong>
        <br />
        <span className="soft small">
          {t("cards.until", { date: until })}
          {card.secures.length > 0 && ` · ${tn("cards.secures", card.secures.length)}`}
        </span>
        {remove.error && <Failure error={remove.error} />}
      </span>
      <Button
        kind="danger"
        busy={remove.isPending}
        disabled={card.secures.length > 0}
        aria-label={t("cards.removeNamed", { name })}
        onClick={() => remove.mutate()}
      >
        {t("cards.remove")}
      </Button>
    </li>
  );
}
