import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, data } from "../../api/client";
import { Button } from "../../design/Button";
import { Failure, QueryView } from "../../design/States";
import { useWords } from "../../i18n";
import { useZone } from "../session/useSession";
import { deviceName } from "./deviceName";
import { forgetDevice, pushState, turnPushOff, turnPushOn } from "./push";

const DEVICES = ["push", "devices"];

/** Notifications on this device, by the reader's own wish; and the other devices that have them. */
export function PushBox() {
  const { t } = useWords();
  const queries = useQueryClient();
  const key = useQuery({ queryKey: ["push", "key"], queryFn: () => data(api.GET("/v1/push-key")) });
  const here = useQuery({ queryKey: ["push", "here"], queryFn: pushState });
  const turn = useMutation({
    mutationFn: () => (here.data === "on" ? turnPushOff() : turnPushOn(key.data?.publicKey ?? "")),
    onSuccess: (state) => {
      queries.setQueryData(["push", "here"], state);
      void queries.invalidateQueries({ queryKey: DEVICES });
    },
  });
  if (!key.data?.publicKey) return null; // this installation shows nothing in browsers
  return (
    <section className="sheet stack">
      <h2>{t("push.title")}</h2>
      <p className="soft">{t("push.text")}</p>
      {turn.error && <Failure error={turn.error} />}
      <QueryView query={here}>
        {(state) =>
          state === "unable" || state === "denied" ? (
            <p>{t(`push.${state}`)}</p>
          ) : (
            <div>
              <Button
                kind={state === "on" ? "quiet" : "primary"}
                busy={turn.isPending}
                onClick={() => turn.mutate()}
              >
                {t(`push.turn.${state}`)}
              </Button>
            </div>
          )
        }
      </QueryView>
      <Devices />
    </section>
  );
}

function Devices() {
  const { t, format } = useWords();
  const zone = useZone();
  const queries = useQueryClient();
  const devices = useQuery({
    queryKey: DEVICES,
    queryFn: () => data(api.GET("/v1/users/me/push-devices")),
  });
  const forget = useMutation({
    mutationFn: forgetDevice,
    onSettled: () => queries.invalidateQueries({ queryKey: DEVICES }),
  });
  if (!devices.data || devices.data.length === 0) return null;
  return (
    <ul>
      {devices.data.map((device) => {
        const { browser, system } = deviceName(device.userAgent);
        const name = [browser ?? t("devices.unknown"), system].filter(Boolean).join(" · ");
        return (
          <li key={device.id} className="row row--apart line">
            <span>
              {name} <span className="soft small">{format.date(device.createdAt, zone)}</span>
            </span>
            <Button
              kind="plain"
              aria-label={t("push.forgetNamed", { name })}
              onClick={() => forget.mutate(device.id)}
            >
              {t("push.forget")}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
