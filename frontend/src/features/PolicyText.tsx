import type { CancellationPolicy } from "../api/types";
import { useWords } from "../i18n";

interface PolicyTextProps {
  policy: CancellationPolicy & { noShowPercent?: number };
}

export function PolicyText({ policy }: PolicyTextProps) {
  const { t, format } = useWords();
  const absent = policy.noShowPercent ?? 0;
  return (
    <>
      <Cancelling policy={policy} />
      {absent > 0 && <> {t("policy.noShow", { kept: format.number(absent) })}</>}
    </>
  );
}

function Cancelling({ policy }: PolicyTextProps) {
  const { t, format } = useWords();
  if (policy.latePercent === 0) return t("policy.free");
  const kept = format.number(policy.latePercent);
  if (policy.freeHours === 0) return t("policy.never", { kept });
  return t("policy.late", { notice: format.minutes(policy.freeHours * 60), kept });
}
