import { PageHead } from "../../design/PageHead";
import { QueryView } from "../../design/States";
import { HoursEditor } from "../../features/work/HoursEditor";
import { useMyHours } from "../../features/work/useWork";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

export default function HoursPage({ profile }: Room) {
  const { t } = useWords();
  const hours = useMyHours(profile.id);
  return (
    <div className="reading">
      <PageHead title={t("work.hours")} text={t("hours.text")} />
      <QueryView query={hours}>
        {(own) => <HoursEditor hours={own.value} etag={own.etag} />}
      </QueryView>
    </div>
  );
}
