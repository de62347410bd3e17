import { PageHead } from "../../design/PageHead";
import { HolidayBox } from "../../features/work/time/HolidayBox";
import { PaceBox } from "../../features/work/time/PaceBox";
import { Schedules } from "../../features/work/time/Schedules";
import { Trips } from "../../features/work/time/Trips";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

/** What the ordinary week does not say: other hours for some offerings, holidays, journeys, and how much is enough. */
export default function SpecialPage({ profile }: Room) {
  const { t } = useWords();
  return (
    <div className="reading stack stack--large">
      <PageHead title={t("work.special")} text={t("special.text")} />
      <Schedules providerId={profile.id} zone={profile.timezone} />
      <HolidayBox providerId={profile.id} />
      <Trips providerId={profile.id} zone={profile.timezone} />
      <PaceBox providerId={profile.id} />
    </div>
  );
}
