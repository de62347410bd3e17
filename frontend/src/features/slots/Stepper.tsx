import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { useWords } from "../../i18n";

interface StepperProps {
  label: string;
  back: (() => void) | null;
  on: (() => void) | null;
}

export function Stepper({ label, back, on }: StepperProps) {
  const { t } = useWords();
  return (
    <div className="week__head">
      <Button kind="quiet" disabled={!back} onClick={() => back?.()}>
        <Icon name="back" />
        <span className="week__step">{t("slots.earlier")}</span>
      </Button>
      <p className="week__span" aria-live="polite">
        {label}
      </p>
      <Button kind="quiet" disabled={!on} onClick={() => on?.()}>
        <span className="week__step">{t("slots.later")}</span>
        <Icon name="arrow" />
      </Button>
    </div>
  );
}
