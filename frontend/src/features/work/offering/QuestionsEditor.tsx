import type { components } from "../../../api/schema";
import { Button } from "../../../design/Button";
import { Choice, SelectField, TextArea, TextField } from "../../../design/Field";
import { useWords } from "../../../i18n";
import { codeOf } from "../../forms";

export type Question = components["schemas"]["Question"];

const KINDS = ["TEXT", "CHOICE", "PHONE", "FILE"] as const;
const MOST = 20;
const LONGEST_ID = 40;

interface QuestionsEditorProps {
  questions: readonly Question[];
  change: (questions: Question[]) => void;
  errorAt: (field: string) => string | undefined;
}

/** What clients are asked when they book. */
export function QuestionsEditor({ questions, change, errorAt }: QuestionsEditorProps) {
  const { t } = useWords();
  const add = () => change([...questions, { id: freshId(questions), kind: "TEXT", label: "" }]);
  return (
    <fieldset className="stack">
      <legend className="field__label">{t("asks.title")}</legend>
      {questions.map((one, at) => (
        <QuestionEditor
          key={one.id}
          question={one}
          at={at}
          errorAt={errorAt}
          put={(next) =>
            change(questions.map((other, place) => (place === at ? { ...other, ...next } : other)))
          }
          remove={() => change(questions.filter((_, place) => place !== at))}
        />
      ))}
      {questions.length < MOST && (
        <div>
          <Button kind="plain" onClick={add}>
            {t("asks.add")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface QuestionEditorProps {
  question: Question;
  at: number;
  put: (next: Partial<Question>) => void;
  remove: () => void;
  errorAt: (field: string) => string | undefined;
}

function QuestionEditor({ question, at, put, remove, errorAt }: QuestionEditorProps) {
  const { t } = useWords();
  const errorOf = (field: string) => errorAt(`questions.${at}.${field}`);
  return (
    <div
      className="sheet stack stack--small"
      role="group"
      aria-label={t("asks.one", { n: at + 1 })}
    >
      <div className="form__row">
        <TextField
          label={t("asks.label")}
          name={`question-${at}`}
          required
          maxLength={200}
          value={question.label}
          error={errorOf("label") ?? errorOf("id")}
          onChange={(event) => put({ label: event.target.value })}
        />
        <SelectField
          label={t("asks.kind")}
          name={`question-kind-${at}`}
          value={question.kind}
          onChange={(event) => {
            const kind = KINDS.find((one) => one === event.target.value) ?? "TEXT";
            put({ kind, options: kind === "CHOICE" ? (question.options ?? []) : [] });
          }}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`asks.${kind}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {question.kind === "CHOICE" && (
        <TextArea
          label={t("asks.options")}
          name={`question-options-${at}`}
          rows={3}
          required
          defaultValue={(question.options ?? []).join("\n")}
          error={errorOf("options")}
          onChange={(event) => put({ options: linesOf(event.target.value) })}
        />
      )}
      <div className="row row--apart">
        <Choice
          name={`question-required-${at}`}
          checked={question.required ?? false}
          onChange={(event) => put({ required: event.target.checked })}
          label={t("asks.required")}
        />
        <Button
          kind="plain"
          aria-label={t("editor.removeNamed", { what: question.label || String(at + 1) })}
          onClick={remove}
        >
          {t("editor.remove")}
        </Button>
      </div>
    </div>
  );
}

function linesOf(typed: string): string[] {
  const lines = typed.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))];
}

function freshId(questions: readonly Question[]): string {
  const taken = new Set(questions.map((one) => one.id));
  let number = questions.length + 1;
  while (taken.has(`question_${number}`)) number += 1;
  return `question_${number}`;
}

/** A new question is known by its own words from the first save on; one that was asked keeps its name. */
export function named(questions: readonly Question[]): Question[] {
  const taken = new Set(questions.map((one) => one.id));
  return questions.map((one) => {
    const wanted = codeOf(one.label).slice(0, LONGEST_ID);
    const fresh = /^question_\d+$/.test(one.id) && wanted !== "" && !taken.has(wanted);
    if (fresh) taken.add(wanted);
    return { ...one, id: fresh ? wanted : one.id, label: one.label.trim() };
  });
}
