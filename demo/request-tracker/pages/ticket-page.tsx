import type { Desk } from '../desk';
import { contractFields } from '../model';
import type { Ticket } from '../model';
import { History } from './history';
import { layout } from './layout';
import { OwnerField, PersonField } from './person-field';
import { wordsIn } from './words';
import type { Language, Words } from './words';

export interface TicketView {
  readonly language: Language;
  readonly desk: Desk;
  readonly ticket: Ticket;
  /** Who acted last in this browser. */
  readonly person: string;
}

/** One ticket: what it is, what may be changed, its history, and a message to write. */
export const ticketPage = (view: TicketView, fault?: string): string => {
  const { language, desk, ticket } = view;
  const words = wordsIn(language);
  const requesters = ticket.requestors.map((name) => desk.user(name)?.realName || name).join(', ');
  return layout(
    language,
    `#${ticket.id} ${ticket.subject}`,
    <>
      <h1>
        #{ticket.id} {ticket.subject}
      </h1>
      <p class="quiet">
        {ticket.queue} · {words.requester}: {requesters || words.nothing} · {words.key}:{' '}
        {ticket.key || words.nothing}
        {ticket.links.map((url) => (
          <> · {/^https?:/i.test(url) ? <a href={url}>{words.link}</a> : url}</>
        ))}
      </p>
      <ContractLine ticket={ticket} />
      {fault ? <p class="fault">{fault}</p> : null}
      <h2>{words.change}</h2>
      <FieldsForm {...view} words={words} />
      <h2>{words.history}</h2>
      <History language={language} desk={desk} ticket={ticket} />
      <h2>{words.write}</h2>
      <MessageForm {...view} words={words} />
    </>,
  );
};

/** What the front shows of its contract; the fields have their names from the desk. */
const ContractLine = ({ ticket: { values = {} } }: Pick<TicketView, 'ticket'>) => {
  const filled = contractFields.filter(({ id }) => values[id]);
  if (filled.length === 0) return null;
  return <p class="quiet">{filled.map(({ id, name }) => `${name}: ${values[id]}`).join(' · ')}</p>;
};

/** Where there is no such ticket. */
export const gonePage = (language: Language): string => {
  const { title, gone } = wordsIn(language);
  return layout(language, title, <p>{gone}</p>);
};

const FieldsForm = ({ desk, ticket, person, words }: TicketView & { words: Words }) => (
  <form method="post" action={`/ticket/${ticket.id}/fields`} enctype="multipart/form-data">
    <label>
      {words.subject}
      <input name="subject" value={ticket.subject} maxLength={200} />
    </label>
    <div class="row">
      <label>
        {words.status}
        <select name="status">
          {desk.statuses.map(({ name }) => (
            <option key={name} value={name} selected={name === ticket.status}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.priority}
        <input name="priority" type="number" value={ticket.priority} />
      </label>
      <OwnerField words={words} desk={desk} owner={ticket.owner} />
      <PersonField label={words.me} desk={desk} person={person} />
    </div>
    <button>{words.save}</button>
  </form>
);

const MessageForm = ({ desk, ticket, person, words }: TicketView & { words: Words }) => (
  <form method="post" action={`/ticket/${ticket.id}/message`} enctype="multipart/form-data">
    <label>
      {words.message}
      <textarea name="text" />
    </label>
    <label class="inline">
      <input type="radio" name="type" value="Comment" checked /> {words.forColleagues}
    </label>
    <label class="inline">
      <input type="radio" name="type" value="Correspond" /> {words.toRequester}
    </label>
    <div class="row">
      <label>
        {words.file}
        <input name="file" type="file" />
      </label>
      <PersonField label={words.me} desk={desk} person={person} />
    </div>
    <button>{words.write}</button>
  </form>
);
