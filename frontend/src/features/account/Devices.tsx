import type { components } from "../../api/schema";
import { Button } from "../../design/Button";
import { Failure, QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { useZone } from "../session/useSession";
import { deviceName } from "./deviceName";
import { useDevices, useEndDevice } from "./useSecurity";

type Device = components["schemas"]["Device"];

/** Where I am signed in, and the end of it. */
export function Devices() {
  const { t } = useWords();
  const devices = useDevices();
  const end = useEndDevice();
  return (
    <section className="sheet stack">
      <h2>{t("devices.title")}</h2>
      <p className="soft">{t("devices.text")}</p>
      {end.error && <Failure error={end.error} />}
      <QueryView query={devices}>
        {(found) => (
          <>
            <ul>
              {found.map((device) => (
                <Row key={device.id} device={device} end={() => end.mutate(device.id)} />
              ))}
            </ul>
            {found.length > 1 && (
              <div>
                <Button kind="danger" busy={end.isPending} onClick={() => end.mutate(null)}>
                  {t("devices.endOthers")}
                </Button>
              </div>
            )}
          </>
        )}
      </QueryView>
    </section>
  );
}

function Row({ device, end }: { device: Device; end: () => void }) {
  const { t, format } = useWords();
  const zone = useZone();
  const { browser, system } = deviceName(device.userAgent);
  const name = browser ? [browser, system].filter(Boolean).join(" · ") : t("devices.unknown");
  return (
    <li className="row row--apart line">
      <span>
        <strong>{name}</strong>
        {device.current && <span className="chip chip--good">{t("devices.this")}</span>}
        <br />
        <span className="soft small">
          {t("devices.used", { when: format.dateTime(device.lastUsedAt, zone) })}
        </span>
      </span>
      {!device.current && (
        <Button kind="quiet" onClick={end} aria-label={t("devices.endNamed", { name })}>
          {t("devices.end")}
        </Button>
      )}
    </li>
  );
}
