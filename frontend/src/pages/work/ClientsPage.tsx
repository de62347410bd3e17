import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";

import { api, body } from "../../api/client";
import type { components } from "../../api/schema";
import { TextField } from "../../design/Field";
import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Empty, QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

type Client = components["schemas"]["ClientOut"];

/** Who books with me: what there was with each, and what is to come. */
export default function ClientsPage({ profile }: Room) {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const q = params.get("q")?.slice(0, 100) ?? "";
  const page = Math.max(1, Number(params.get("page")) || 1);
  const clients = useQuery({
    queryKey: ["work", "clients", profile.id, q, page],
    queryFn: () =>
      body(
        api.GET("/v1/providers/{provider_id}/clients", {
          params: { path: { provider_id: profile.id }, query: { page, ...(q ? { q } : {}) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <PageHead title={t("work.clients")} text={t("clients.text")} />
      <div className="narrow-field">
        <TextField
          label={t("clients.search")}
          name="q"
          type="search"
          defaultValue={q}
          maxLength={100}
          onChange={(event) =>
            setParams(event.target.value.trim() ? { q: event.target.value.trim() } : {}, {
              replace: true,
            })
          }
        />
      </div>
      <QueryView query={clients} cards={3}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty
              title={q ? t("clients.noneFound") : t("clients.none")}
              text={q ? undefined : t("clients.noneText")}
            />
          ) : (
            <>
              <Clients clients={answer.data} zone={profile.timezone} />
              <Pager pagination={answer.pagination} />
            </>
          )
        }
      </QueryView>
    </div>
  );
}

function Clients({ clients, zone }: { clients: readonly Client[]; zone: string }) {
  const { t } = useWords();
  return (
    <div className="table-wrap" role="region" aria-label={t("work.clients")} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("clients.name")}</th>
            <th scope="col">{t("clients.next")}</th>
            <th scope="col">{t("clients.last")}</th>
            <th scope="col" className="number">
              {t("clients.completed")}
            </th>
            <th scope="col" className="number">
              {t("clients.cancelled")}
            </th>
            <th scope="col" className="number">
              {t("clients.noShows")}
            </th>
          </tr>
        </thead>
        <tbody>
          {clients.map((client) => (
            <Row key={client.clientId} client={client} zone={zone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ client, zone }: { client: Client; zone: string }) {
  const { t, format } = useWords();
  const when = (at: string | null) =>
    at ? (
      <Link to={`/work?view=day&date=${at.slice(0, 10)}`}>{format.dateTime(at, zone)}</Link>
    ) : (
      "–"
    );
  return (
    <tr>
      <th scope="row">{client.name ?? t("reviews.somebody")}</th>
      <td>{when(client.nextAt)}</td>
      <td>{when(client.lastAt)}</td>
      <td className="number">{format.number(client.completed)}</td>
      <td className="number">{format.number(client.cancelled)}</td>
      <td className="number">{format.number(client.noShows)}</td>
    </tr>
  );
}
