import type { SubmitEvent } from "react";

import { Button } from "../../design/Button";
import { TextField } from "../../design/Field";
import { Failure, Notice, QueryView } from "../../design/States";
import { useFieldErrors } from "../../design/useProblemText";
import { useWords } from "../../i18n";
import { text } from "../forms";
import { useFeeds, useMakeFeed, useRevokeFeed } from "./useCalendars";

/** Secret addresses by which any calendar program shows one's bookings. */
export function Feeds({ zone }: { zone: string }) {
  const { t, format } = useWords();
  const feeds = useFeeds();
  const make = useMakeFeed();
  const revoke = useRevokeFeed();
  const errorAt = useFieldErrors(make.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!make.isPending) make.mutate(text(new FormData(event.currentTarget), "label"));
  };
  return (
    <section className="sheet stack" aria-label={t("feeds.title")}>
      <h2>{t("feeds.title")}</h2>
      <p className="soft">{t("feeds.text")}</p>
      <QueryView query={feeds}>
        {(found) => (
          <ul>
            {found.map((feed) => (
              <li key={feed.id} className="row row--apart line">
                <span>
                  <strong>{feed.label || t("feeds.unnamed")}</strong>
                  <br />
                  <span className="soft small">
                    {feed.readAt
                      ? t("feeds.readAt", { when: format.dateTime(feed.readAt, zone) })
                      : t("feeds.never")}
                  </span>
                </span>
                <Button
                  kind="danger"
                  aria-label={t("feeds.revokeNamed", { name: feed.label || t("feeds.unnamed") })}
                  onClick={() => revoke.mutate(feed.id)}
                >
                  {t("feeds.revoke")}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
      {make.data && (
        <Notice kind="wait">
          <p>{t("feeds.once")}</p>
          <code className="secret" dir="ltr">
            {make.data.url}
          </code>
        </Notice>
      )}
      {(make.error ?? revoke.error) && <Failure error={make.error ?? revoke.error} />}
      <form className="form" onSubmit={submit}>
        <TextField label={t("feeds.label")} name="label" maxLength={100} error={errorAt("label")} />
        <div>
          <Button type="submit" kind="quiet" busy={make.isPending}>
            {t("feeds.make")}
          </Button>
        </div>
      </form>
    </section>
  );
}
