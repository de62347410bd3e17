import { useState } from "react";

import type { Provider } from "../../api/types";
import { Button, LinkButton } from "../../design/Button";
import { PageHead } from "../../design/PageHead";
import { Notice, QueryView } from "../../design/States";
import { HoursEditor } from "../../features/work/HoursEditor";
import { OfferingForm } from "../../features/work/OfferingForm";
import { ProfileForm } from "../../features/work/ProfileForm";
import { useMyHours } from "../../features/work/useWork";
import { useWords, type Key } from "../../i18n";

const STEPS: readonly Key[] = ["start.profile", "start.offering", "start.hours"];

/** From nothing to something bookable, in three forms. Each is saved by itself, so one may stop and come back. */
export default function StartPage({ profile }: { profile: Provider | null }) {
  const { t } = useWords();
  const [reached, setReached] = useState(profile ? 1 : 0);
  const step = profile ? Math.max(1, reached) : 0;
  return (
    <div className="guide">
      <PageHead title={t("start.title")} text={t("start.text")} />
      {step < STEPS.length && (
        <ol className="guide__steps">
          {STEPS.map((name, index) => (
            <li key={name} aria-current={index === step ? "step" : undefined}>
              {t(name)}
            </li>
          ))}
        </ol>
      )}
      {step === 0 && (
        <ProfileForm
          profile={null}
          etag={null}
          submit={t("start.next")}
          saved={() => setReached(1)}
        />
      )}
      {profile && step === 1 && <First profile={profile} next={() => setReached(2)} />}
      {profile && step === 2 && <Opening providerId={profile.id} next={() => setReached(3)} />}
      {profile && step === 3 && <Done providerId={profile.id} />}
    </div>
  );
}

function First({ profile, next }: { profile: Provider; next: () => void }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <p className="soft">{t("start.offeringText")}</p>
      <OfferingForm
        profile={profile}
        offering={profile.offerings[0] ?? null}
        submit={t("start.next")}
        saved={next}
        short
      />
    </div>
  );
}

function Opening({ providerId, next }: { providerId: number; next: () => void }) {
  const hours = useMyHours(providerId);
  return (
    <QueryView query={hours}>
      {(own) => <HoursEditor hours={own.value} etag={own.etag} saved={next} />}
    </QueryView>
  );
}

function Done({ providerId }: { providerId: number }) {
  const { t } = useWords();
  const link = `${window.location.origin}/providers/${providerId}`;
  const [copied, setCopied] = useState(false);
  return (
    <Notice kind="good">
      <h2>{t("start.done")}</h2>
      <p>{t("start.doneText")}</p>
      <p dir="ltr">
        <code>{link}</code>
      </p>
      <div className="row">
        <LinkButton to={`/providers/${providerId}`}>{t("work.publicPage")}</LinkButton>
        <Button
          kind="quiet"
          onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}
        >
          {copied ? t("start.copied") : t("start.copy")}
        </Button>
        <LinkButton to="/work" kind="quiet">
          {t("work.agenda")}
        </LinkButton>
      </div>
    </Notice>
  );
}
