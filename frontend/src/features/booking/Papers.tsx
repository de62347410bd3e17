import { useQuery } from "@tanstack/react-query";

import { api, data } from "../../api/client";
import type { Booking } from "../../api/types";
import { Icon } from "../../design/Icon";
import { useWords } from "../../i18n";

/** Invoices and credit notes of one booking, to keep. */
export function Papers({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const papers = useQuery({
    queryKey: ["invoices", "of", booking.id],
    queryFn: () =>
      data(api.GET("/v1/invoices", { params: { query: { bookingId: booking.id, size: 20 } } })),
    enabled: booking.amount > 0 && booking.status !== "REQUESTED",
  }).data;
  if (!papers || papers.length === 0) return null;
  return (
    <ul className="booking__papers" aria-label={t("papers.label")}>
      {papers.map((paper) => (
        <li key={paper.id}>
          <a className="row row--tight" href={`/v1/invoices/${paper.id}/pdf`} download>
            <Icon name="paper" size={18} />
            {t(`papers.${paper.kind}`, { number: paper.number })}
          </a>
        </li>
      ))}
    </ul>
  );
}
