import type { CancellationPolicy } from "../api/types";
import { useWords } from "../i18n";

export function PolicyText({ policy }: { policy: CancellationPolicy }) {
  const { t, format } = useWords();
  if (policy.latePercent === 0) return t("policy.free");
  const kept = format.number(policy.latePercent);
  if (policy.freeHours === 0) return t("policy.never", { kept });
  return t("policy.late", { notice: format.minutes(policy.freeHours * 60), kept });
}
