import { useWords } from "../../i18n";
import type { components } from "../../api/schema";

const COLUMNS = ["due", "running", "scheduled", "dead"] as const;

export function Queues({ queues }: { queues: readonly components["schemas"]["QueueDepth"][] }) {
  const { t, format } = useWords();
  if (queues.length === 0) return <p className="soft">{t("admin.idle")}</p>;
  return (
    <div className="table-wrap" role="region" aria-label={t("admin.queues")} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("admin.queue")}</th>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className="number">
                {t(`admin.${name}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {t("admin.oldest")}
            </th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.queue}>
              <th scope="row">{queue.queue}</th>
              {COLUMNS.map((name) => (
                <td key={name} className="number">
                  {format.number(queue[name])}
                </td>
              ))}
              <td className="number">
                {t("admin.seconds", { n: format.number(queue.oldestDueSeconds, 1) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
