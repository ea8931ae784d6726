import type { LinkView } from '../../../store/link-view';
import type { TicketView } from '../../../store/ticket-view';
import type { AppOptions } from '../../options';
import { problemText } from '../problem-text';
import type { Visitor } from '../visitor';
import { SyncBadge } from './badges';
import { Csrf } from './form-parts';
import { duration, Moment } from './moment';

interface Props {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  readonly options: AppOptions;
}

/** Where the ticket stands in every system, and how fresh that is. */
export const SystemsCard = ({ visitor, ticket, options }: Props) => {
  const { texts } = visitor;
  const trackers = options.systems.filter(({ role }) => role === 'tracker');
  return (
    <section class="card" id="systems" data-live>
      <h2>
        {texts.ticket.systems} <SyncBadge state={ticket.sync} texts={texts} />
      </h2>
      <ul class="systems">
        {ticket.links.map((link) => (
          <Link visitor={visitor} link={link} options={options} />
        ))}
      </ul>
      {trackers.map(({ name }) => (
        <form method="post" action={`/tickets/${ticket.number}/tasks`}>
          <Csrf visitor={visitor} />
          <button name="system" value={name}>
            {texts.ticket.addTaskIn(name)}
          </button>
        </form>
      ))}
      {options.temporalUiUrl && (
        <p>
          <a href={`${options.temporalUiUrl}/${encodeURIComponent(`ticket/${ticket.number}`)}`}>
            {texts.ticket.workflow}
          </a>
        </p>
      )}
    </section>
  );
};

const Link = ({ visitor, link, options }: { visitor: Visitor; link: LinkView; options: AppOptions }) => {
  const { texts, language } = visitor;
  const url = link.recordId === null ? undefined : options.pageOf(link.system, link.recordId);
  return (
    <li>
      <div>
        <b>{link.system}</b>{' '}
        {link.recordId === null ? (
          <i>{texts.ticket.notCreated}</i>
        ) : (
          <a href={url} rel="noreferrer">
            #{link.recordId}
          </a>
        )}{' '}
        <span class={`badge standing-${link.state}`}>{texts.standing[link.state]}</span>
      </div>
      <small>
        {link.confirmedAt ? (
          <>
            {texts.ticket.confirmed} <Moment at={link.confirmedAt} language={language} />
            {link.pushedMs !== null && `, ${texts.ticket.took(duration(link.pushedMs, language))}`}
          </>
        ) : (
          texts.ticket.neverConfirmed
        )}
      </small>
      {link.told && <p class="problem">{problemText(link.told, visitor).message}</p>}
    </li>
  );
};
