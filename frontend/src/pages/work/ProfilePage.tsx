import { useState } from "react";

import { PageHead } from "../../design/PageHead";
import { Notice } from "../../design/States";
import { ProfileForm } from "../../features/work/ProfileForm";
import { useWords } from "../../i18n";
import type { Room } from "./WorkPage";

export default function ProfilePage({ profile, etag }: Room) {
  const { t } = useWords();
  const [saved, setSaved] = useState(false);
  return (
    <div className="reading">
      <PageHead title={t("work.profile")} text={t("work.profileText")} />
      <ProfileForm
        profile={profile}
        etag={etag}
        submit={t("action.save")}
        saved={() => setSaved(true)}
      >
        {saved && <Notice kind="good">{t("state.saved")}</Notice>}
      </ProfileForm>
    </div>
  );
}
