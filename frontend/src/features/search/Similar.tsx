import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { api, data } from "../../api/client";
import { Face } from "../../design/Face";
import { Rating } from "../../design/Rating";
import { useWords } from "../../i18n";
import { Specializations } from "./Specializations";

const SHOWN = 3;

/** Others who offer the like, for those who did not find their time here. */
export function Similar({ providerId }: { providerId: number }) {
  const { t, format } = useWords();
  const similar = useQuery({
    queryKey: ["similar", providerId],
    queryFn: () =>
      data(
        api.GET("/v1/providers/{provider_id}/similar", {
          params: { path: { provider_id: providerId }, query: { size: SHOWN } },
        }),
      ),
  }).data;
  if (!similar || similar.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t("similar.title")}</h2>
      <ul className="similar">
        {similar.map((one) => (
          <li key={one.id} className="similar__card">
            <Face name={one.name} photoUrl={one.photoUrl} />
            <div className="stack stack--small">
              <h3 className="card-title">
                <Link to={`/providers/${one.id}`}>{one.name}</Link>
              </h3>
              <Specializations codes={one.specializations} />
              <p className="row">
                <Rating rating={one.rating} count={one.totalReviews} />
                <span className="figures">{format.money(one.hourlyRate, one.currency)}</span>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
