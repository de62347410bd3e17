import { useMutation } from "@tanstack/react-query";

import { Button } from "../../design/Button";
import { Failure, Notice } from "../../design/States";
import { useWords } from "../../i18n";
import type { Reach } from "./reach";
import { WaitFor } from "./WaitFor";
import { useNextFree, type Wanted } from "./useSlots";

interface NothingFreeProps {
  after: string;
  reach: Reach;
  wanted: Wanted;
  mayWait: boolean;
  show: (date: string) => void;
}

/** An empty stretch leads on: to the next day on which there is something. */
export function NothingFree({ after, reach, wanted, mayWait, show }: NothingFreeProps) {
  const { t } = useWords();
  const nextFree = useNextFree(wanted);
  const look = useMutation({
    mutationFn: () => nextFree(after, reach.last),
    onSuccess: (day) => {
      if (day) show(day.date);
    },
  });
  return (
    <Notice>
      <p>{look.data === null ? t("slots.noneAtAll") : t("slots.noneHere")}</p>
      {look.error && <Failure error={look.error} />}
      {look.data !== null && after < reach.last && (
        <div>
          <Button kind="quiet" busy={look.isPending} onClick={() => look.mutate()}>
            {t("slots.nextFree")}
          </Button>
        </div>
      )}
      {look.data === null && mayWait && (
        <div>
          <WaitFor wanted={wanted} />
        </div>
      )}
    </Notice>
  );
}
