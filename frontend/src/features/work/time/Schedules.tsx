import { useState } from "react";

import { Button } from "../../../design/Button";
import { Dialog } from "../../../design/Dialog";
import { TextField } from "../../../design/Field";
import { Failure, QueryView } from "../../../design/States";
import { useWords } from "../../../i18n";
import { HoursForm } from "../HoursEditor";
import { dropSchedule, saveSchedule, useSchedules, useTimeChange, type Schedule } from "./useTime";

interface SchedulesProps {
  providerId: number;
  zone: string;
}

/** Hours beside the standard ones: some offerings follow them instead. */
export function Schedules({ providerId, zone }: SchedulesProps) {
  const { t } = useWords();
  const schedules = useSchedules(providerId);
  const [open, setOpen] = useState<Schedule | "new" | null>(null);
  return (
    <section className="stack" aria-label={t("schedules.title")}>
      <h2>{t("schedules.title")}</h2>
      <p className="soft">{t("schedules.text")}</p>
      <QueryView query={schedules}>
        {(found) => (
          <ul>
            {found.schedules.map((one) => (
              <Row key={one.id} schedule={one} providerId={providerId} edit={() => setOpen(one)} />
            ))}
          </ul>
        )}
      </QueryView>
      <div>
        <Button kind="quiet" onClick={() => setOpen("new")}>
          {t("schedules.add")}
        </Button>
      </div>
      {open && (
        <ScheduleDialog
          schedule={open === "new" ? null : open}
          providerId={providerId}
          zone={zone}
          close={() => setOpen(null)}
        />
      )}
    </section>
  );
}

interface RowProps {
  schedule: Schedule;
  providerId: number;
  edit: () => void;
}

function Row({ schedule, providerId, edit }: RowProps) {
  const { t } = useWords();
  const drop = useTimeChange(() => dropSchedule(providerId, schedule.id));
  return (
    <li className="row row--apart line">
      <span>
        <strong>{schedule.name}</strong>
        {drop.error && <Failure error={drop.error} />}
      </span>
      <span className="row">
        <Button
          kind="quiet"
          aria-label={t("offerings.editNamed", { title: schedule.name })}
          onClick={edit}
        >
          {t("action.edit")}
        </Button>
        <Button
          kind="danger"
          busy={drop.isPending}
          aria-label={t("editor.removeNamed", { what: schedule.name })}
          onClick={() => drop.mutate(undefined)}
        >
          {t("editor.remove")}
        </Button>
      </span>
    </li>
  );
}

interface ScheduleDialogProps {
  schedule: Schedule | null;
  providerId: number;
  zone: string;
  close: () => void;
}

function ScheduleDialog({ schedule, providerId, zone, close }: ScheduleDialogProps) {
  const { t } = useWords();
  const [name, setName] = useState(schedule?.name ?? "");
  return (
    <Dialog wide title={schedule?.name ?? t("schedules.add")} onClose={close}>
      <HoursForm
        hours={schedule ?? { rules: [], overrides: [] }}
        zone={zone}
        send={(hours) => saveSchedule(providerId, schedule?.id ?? null, { name, ...hours })}
        saved={close}
      >
        <TextField
          label={t("schedules.name")}
          name="name"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </HoursForm>
    </Dialog>
  );
}
