import { readReason } from '../../../domain/reason';
import type { MailView } from '../../../store/mail/mail-list';
import { Csrf, Input } from '../components/form-parts';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly mail: MailView;
}

/** What a person may decide about a mail that is in no ticket; only what would do something. */
export const Decision = ({ visitor, mail }: Props) => {
  const { mail: words, mailWay } = visitor.texts;
  const can = possible(mail);
  if (can.size === 0) return null;
  return (
    <form method="post" action={`/mails/${mail.id}`} class="card filter" id="decision">
      <Csrf visitor={visitor} />
      <h2>{words.decide}</h2>
      {can.has('ticket') && (
        <button name="as" value="ticket">
          {words.asTicket}
        </button>
      )}
      {can.has('comment') && (
        <>
          <Input name="ticket" label={words.ticket} value={mail.ticket ?? ''} placeholder="SD-1042" />
          <button name="as" value="comment">
            {words.asComment}
          </button>
        </>
      )}
      {can.has('again') && (
        <button name="as" value="" class="quiet">
          {mail.state === 'held' ? mailWay.release : words.again}
        </button>
      )}
      {can.has('ignore') && (
        <button name="as" value="ignore" class="quiet">
          {words.ignore}
        </button>
      )}
      <p class="hint">
        {[
          can.has('again') && mail.state === 'held' && words.decideHint.again,
          can.has('ignore') && words.decideHint.ignore,
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
    </form>
  );
};

type Choice = 'ticket' | 'comment' | 'again' | 'ignore';

/** What is in a ticket stays there; what could not be read, or has no sender, gets into none by being told to. */
const possible = ({ state, because }: MailView): ReadonlySet<Choice> => {
  const kind = because === null ? undefined : readReason(because)?.kind;
  if (state === 'held')
    return new Set(
      kind === 'claim' ? ['ticket', 'comment', 'ignore'] : ['ticket', 'comment', 'again', 'ignore'],
    );
  if (state === 'ignored') return new Set(['ticket', 'comment', 'again']);
  if (state === 'quarantined') return new Set(kind === 'senderless' ? ['again', 'ignore'] : ['again']);
  return new Set();
};
