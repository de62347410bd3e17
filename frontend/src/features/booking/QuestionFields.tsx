import { SelectField, TextArea, TextField } from "../../design/Field";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { FileField } from "./FileField";
import type { Answers, Question } from "./questions";

const A_LINE = 120;

interface QuestionFieldsProps {
  questions: readonly Question[];
  answers: Answers;
  change: (answers: Answers) => void;
  /** Ids of those that must be answered and are not, once somebody has tried without. */
  missing: readonly string[];
  error: unknown;
}

/** What a provider wants to know beforehand; the API's word on an answer stands beside it. */
export function QuestionFields({
  questions,
  answers,
  change,
  missing,
  error,
}: QuestionFieldsProps) {
  const { t } = useWords();
  const errorAt = useFieldErrors(error);
  if (questions.length === 0) return null;
  return (
    <fieldset className="stack">
      <legend className="book__legend">{t("questions.title")}</legend>
      {questions.map((one) => (
        <QuestionField
          key={one.id}
          question={one}
          value={answers[one.id] ?? ""}
          change={(value) => change({ ...answers, [one.id]: value })}
          error={missing.includes(one.id) ? t("questions.missing") : errorAt(`answers.${one.id}`)}
        />
      ))}
    </fieldset>
  );
}

interface QuestionFieldProps {
  question: Question;
  value: string;
  change: (value: string) => void;
  error: string | undefined;
}

function QuestionField({ question, value, change, error }: QuestionFieldProps) {
  const { t } = useWords();
  const { id, kind, label, required, maxLength, options } = question;
  const said = required ? label : t("questions.optional", { label });
  const wiring = {
    label: said,
    name: `answers.${id}`,
    value,
    error,
    "aria-required": required || undefined,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  if (kind === "CHOICE") {
    return (
      <SelectField {...wiring}>
        <option value="">{t("questions.choose")}</option>
        {(options ?? []).map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </SelectField>
    );
  }
  if (kind === "FILE") {
    return (
      <FileField
        label={said}
        name={wiring.name}
        required={required ?? false}
        error={error}
        change={change}
      />
    );
  }
  if (kind === "PHONE")
    return <TextField {...wiring} type="tel" dir="ltr" hint={t("questions.phoneHint")} />;
  if ((maxLength ?? 0) > A_LINE) return <TextArea {...wiring} maxLength={maxLength} rows={3} />;
  return <TextField {...wiring} maxLength={maxLength} />;
}
