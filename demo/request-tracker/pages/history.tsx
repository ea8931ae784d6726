import type { Desk } from '../desk';
import { contractFields, systemUser } from '../model';
import type { Ticket, Transaction } from '../model';
import { dateIn } from './layout';
import { wordsIn } from './words';
import type { Language, Words } from './words';

/** Everything that happened to a ticket, oldest first. */
export const History = ({ language, desk, ticket }: { language: Language; desk: Desk; ticket: Ticket }) => (
  <>
    {desk
      .history(ticket.id)
      .filter(({ type }) => type !== 'SetWatcher')
      .map((one) => (
        <Entry key={one.id} language={language} desk={desk} one={one} />
      ))}
  </>
);

const Entry = ({ language, desk, one }: { language: Language; desk: Desk; one: Transaction }) => {
  const words = wordsIn(language);
  const text = textOf(desk, one);
  return (
    <div class="note" id={`t${one.id}`}>
      <p class="quiet">
        {dateIn(language, one.created)} UTC · {authorOf(desk, words, one)} · {whatOf(desk, words, one)}
      </p>
      {text === '' ? null : <div class={one.type === 'Comment' ? 'text private' : 'text'}>{text}</div>}
      <Files label={words.file} desk={desk} one={one} />
    </div>
  );
};

const Files = ({ label, desk, one }: { label: string; desk: Desk; one: Transaction }) => (
  <>
    {partsOf(desk, one)
      .filter(({ filename }) => filename !== '')
      .map(({ id, filename, size }) => (
        <p key={id}>
          {label}: <a href={`/file/${id}`}>{filename}</a>{' '}
          <span class="quiet">{Math.ceil(size / 1024)} KB</span>
        </p>
      ))}
  </>
);

const partsOf = (desk: Desk, one: Transaction) =>
  desk.tables.attachments.filter(({ transaction }) => transaction === one.id);

const textOf = (desk: Desk, one: Transaction): string => {
  const body = partsOf(desk, one).find(
    ({ filename, contentType }) => filename === '' && contentType === 'text/plain',
  );
  return body ? desk.keeper.bytesOf(body.id).toString('utf8') : '';
};

const authorOf = (desk: Desk, words: Words, { creator }: Transaction): string =>
  creator === systemUser ? words.system : desk.user(creator)?.realName || creator;

const ownerOf = (desk: Desk, words: Words, id: string): string => desk.user(id)?.realName || words.nobody;

const whatOf = (desk: Desk, words: Words, one: Transaction): string => {
  if (one.type === 'Create') return words.created;
  if (one.type === 'Comment') return words.comment;
  if (one.type === 'Correspond') return words.reply;
  if (one.type === 'AddLink') return `${words.link}: ${one.new}`;
  if (one.field === 'Owner')
    return `${words.owner}: ${ownerOf(desk, words, one.old)} → ${ownerOf(desk, words, one.new)}`;
  const names: Readonly<Record<string, string>> = {
    Subject: words.subject,
    Status: words.status,
    Priority: words.priority,
  };
  const field = contractFields.find(({ id }) => String(id) === one.field)?.name ?? words.key;
  const name = one.type === 'CustomField' ? field : (names[one.field] ?? one.field);
  return `${name}: ${one.old || words.nothing} → ${one.new || words.nothing}`;
};
