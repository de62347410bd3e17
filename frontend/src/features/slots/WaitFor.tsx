import { lazy, Suspense, useState } from "react";

import { withDesk } from "../../app/withDesk";
import { Button } from "../../design/Button";
import { useWords } from "../../i18n";
import type { Wanted } from "./useSlots";

const WaitDialog = lazy(
  withDesk(async () => ({ default: (await import("../waiting/WaitDialog")).WaitDialog })),
);

/** Nothing that fits: what becomes free is offered to who waits. */
export function WaitFor({ wanted, from }: { wanted: Wanted; from?: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (wanted.together || wanted.link) return null;
  return (
    <>
      <Button kind="plain" onClick={() => setOpen(true)}>
        {t("wait.open")}
      </Button>
      <Suspense fallback={null}>
        {open && (
          <WaitDialog
            what={{ providerId: wanted.providerId, offeringId: wanted.offeringId }}
            zone={wanted.zone}
            from={from}
            close={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}
