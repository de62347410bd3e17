import "./account.css";

import { Link, useSearchParams } from "react-router";

import type { components } from "../../api/schema";
import type { Me } from "../../api/types";
import { Button } from "../../design/Button";
import { PageHead } from "../../design/PageHead";
import { Pager } from "../../design/Pager";
import { Empty, Failure, QueryView } from "../../design/States";
import { useMarkRead, useMessages } from "../../features/inbox/useInbox";
import { Gate } from "../../features/session/Gate";
import { useWords } from "../../i18n";

type Message = components["schemas"]["NotificationOut"];

export default function InboxPage() {
  return <Gate>{(me) => <Inbox me={me} />}</Gate>;
}

function Inbox({ me }: { me: Me }) {
  const { t } = useWords();
  const [params] = useSearchParams();
  const unread = params.get("show") === "unread";
  const page = Math.max(1, Number(params.get("page")) || 1);
  const messages = useMessages(page, unread);
  const read = useMarkRead();
  return (
    <div className="reading">
      <PageHead title={t("inbox.title")} text={t("inbox.text")} />
      <div className="row row--apart inbox__head">
        <nav className="pills" aria-label={t("inbox.which")}>
          <Link className="pill" to="/inbox" aria-current={unread ? undefined : "page"}>
            {t("inbox.all")}
          </Link>
          <Link className="pill" to="/inbox?show=unread" aria-current={unread ? "page" : undefined}>
            {t("inbox.unread")}
          </Link>
        </nav>
        <Button kind="quiet" busy={read.isPending} onClick={() => read.mutate("all")}>
          {t("inbox.readAll")}
        </Button>
      </div>
      {read.error && <Failure error={read.error} />}
      <QueryView query={messages} cards={3}>
        {(answer) =>
          answer.data.length === 0 ? (
            <Empty title={t("inbox.none")} text={t("inbox.noneText")} />
          ) : (
            <>
              <ul className="inbox">
                {answer.data.map((message) => (
                  <Row
                    key={message.id}
                    message={message}
                    zone={me.timezone}
                    read={() => read.mutate(message.id)}
                  />
                ))}
              </ul>
              <Pager pagination={answer.pagination} />
            </>
          )
        }
      </QueryView>
    </div>
  );
}

interface RowProps {
  message: Message;
  zone: string;
  read: () => void;
}

function Row({ message, zone, read }: RowProps) {
  const { t, has, format } = useWords();
  const key = `kind.${message.kind}`;
  const said = has(key) ? t(key) : message.kind;
  const fresh = message.readAt === null;
  return (
    <li className="inbox__row" data-fresh={fresh}>
      <span className="inbox__dot">
        {fresh && <span className="visually-hidden">{t("inbox.new")}</span>}
      </span>
      <div>
        {message.bookingId === null ? (
          <strong>{said}</strong>
        ) : (
          <Link to={`/bookings/${message.bookingId}`} onClick={() => fresh && read()}>
            {said}
          </Link>
        )}
        <p className="soft small">
          <time dateTime={message.createdAt}>{format.dateTime(message.createdAt, zone)}</time>
          {message.channel === "EMAIL" && message.status === "SENT" && <> · {t("inbox.mailed")}</>}
        </p>
      </div>
      {fresh && (
        <Button kind="plain" onClick={read}>
          {t("inbox.read")}
        </Button>
      )}
    </li>
  );
}
