import type { MailboxView } from '../../../store/mail/mailbox-states';
import type { ChannelView } from '../../../store/notify/channel-state';
import { reasonText } from '../reason-text';
import type { Visitor } from '../visitor';
import { Moment } from './moment';

interface Props {
  readonly visitor: Visitor;
  readonly mailboxes: readonly MailboxView[];
  readonly channels: readonly ChannelView[];
}

/** How every mailbox fares, and how mail leaves. */
export const MailCard = ({ visitor, mailboxes, channels }: Props) => {
  const { mail } = visitor.texts;
  if (mailboxes.length + channels.length === 0) return null;
  return (
    <section class="card" id="mail" data-live data-refresh="20">
      <h2>{mail.mailboxes}</h2>
      <ul class="systems">
        {mailboxes.map((box) => (
          <li>
            <div>
              <b>{box.address}</b> <State visitor={visitor} state={box.state} />
            </div>
            <small>
              {mail.counts(box.held, box.quarantined)} · <a href="/mails">{mail.title}</a>
              {box.seenAt && (
                <>
                  {' · '}
                  {mail.seen} <Moment at={box.seenAt} language={visitor.language} />
                </>
              )}
            </small>
            <Trouble visitor={visitor} error={box.error} advice={box.advice} />
          </li>
        ))}
        {channels.map((way) => (
          <li>
            <div>
              <b>
                {mail.out}: {way.channel}
              </b>{' '}
              <State visitor={visitor} state={way.state} />
            </div>
            <small>{mail.outCounts(way.queued, way.refused, way.bounced)}</small>
            <Trouble visitor={visitor} error={way.error} advice={way.advice} />
          </li>
        ))}
      </ul>
    </section>
  );
};

type AnyState = MailboxView['state'] | ChannelView['state'];

const State = ({ visitor, state }: { visitor: Visitor; state: AnyState }) => (
  <span
    class={`outcome ${state === 'watching' || state === 'sending' ? 'good' : state === 'connecting' ? 'wait' : 'bad'}`}
  >
    {visitor.texts.mail.mailboxState[state]}
  </span>
);

interface TroubleProps {
  readonly visitor: Visitor;
  readonly error: string | null;
  readonly advice: string | null;
}

const Trouble = ({ visitor: { language }, error, advice }: TroubleProps) =>
  error === null ? null : (
    <p class="problem">
      {reasonText(error, language)}
      {advice && ` — ${reasonText(advice, language)}`}
    </p>
  );
