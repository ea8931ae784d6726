import type { MailView } from '../../../store/mail/mail-list';
import { reasonText } from '../reason-text';
import type { Visitor } from '../visitor';
import { mailsAddress, type MailsAsked } from '../mail/mails-address';
import { FilterForm } from './filter-form';
import { choicesOf, Input, Select } from './form-parts';
import { Moment } from './moment';
import { OlderPages } from './older-pages';
import { Page } from './page';

interface Props {
  readonly visitor: Visitor;
  readonly mails: readonly MailView[];
  readonly asked: MailsAsked;
  /** Names of the mailboxes. */
  readonly mailboxes: readonly string[];
  /** How many wait for a person. */
  readonly waiting: { readonly held: number; readonly quarantined: number };
  readonly here: string;
  readonly next: string | null;
}

/** Every mail that came, the newest first. */
export const MailListPage = (props: Props) => {
  const { visitor, mails, here, next } = props;
  const { mail } = visitor.texts;
  return (
    <Page visitor={visitor} title={mail.title} here={here}>
      <h1>{mail.title}</h1>
      <p class="hint">{mail.explain}</p>
      <Waiting {...props} />
      <Question {...props} />
      {mails.length === 0 ? <p class="empty">{mail.nothing}</p> : <Table visitor={visitor} mails={mails} />}
      <OlderPages words={mail} first={here !== '/mails' ? '/mails' : null} next={next} />
    </Page>
  );
};

/** What a person has to do here, before everything else. */
const Waiting = ({ visitor, waiting }: Props) => {
  const { mail } = visitor.texts;
  const states = (['held', 'quarantined'] as const).filter((state) => waiting[state] > 0);
  return states.length === 0 ? null : (
    <p class="badges" id="waiting">
      {states.map((state) => (
        <a class={`badge tone-${tones[state]}`} href={mailsAddress({ state })}>
          {mail.state[state]}: {waiting[state]}
        </a>
      ))}
    </p>
  );
};

const Question = ({ visitor, asked, mailboxes }: Props) => {
  const { mail, mailWay } = visitor.texts;
  return (
    <FilterForm action="/mails" submit={mail.filter}>
      <Input name="q" type="search" label={mailWay.search} value={asked.q} placeholder={mailWay.searchHint} />
      <Select
        name="state"
        label={mail.stateLabel}
        value={asked.state}
        choices={[{ value: '', label: mail.all }, ...choicesOf(mail.state)]}
      />
      {mailboxes.length > 1 && (
        <Select
          name="mailbox"
          label={mail.mailbox}
          value={asked.mailbox}
          choices={[
            { value: '', label: mail.all },
            ...mailboxes.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
    </FilterForm>
  );
};

const Table = ({ visitor, mails }: Pick<Props, 'visitor' | 'mails'>) => {
  const { mail } = visitor.texts;
  return (
    <table class="tickets">
      <thead>
        <tr>
          <th scope="col">{mail.received}</th>
          <th scope="col">{mail.subject}</th>
          <th scope="col">{mail.stateLabel}</th>
          <th scope="col">{mail.ticket}</th>
        </tr>
      </thead>
      <tbody>
        {mails.map((one) => (
          <tr>
            <td class="when">
              <Moment at={one.receivedAt} language={visitor.language} />
            </td>
            <td class="subject">
              <a href={`/mails/${one.id}`}>{one.subject || '—'}</a>
              <small>
                {[one.fromName, one.fromAddress].filter(Boolean).join(' · ')} → {one.mailbox}
              </small>
            </td>
            <td>
              <MailBadge mail={one} visitor={visitor} />
              {one.because && (
                <div>
                  <small>{reasonText(one.because, visitor.language)}</small>
                </div>
              )}
            </td>
            <td class="number">
              {one.ticket && (
                <>
                  {one.state === 'held' && <small>{mail.claims} </small>}
                  <a href={`/tickets/${one.ticket}`}>{one.ticket}</a>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const tones = {
  open: 'wait',
  ticket: 'good',
  comment: 'good',
  quarantined: 'bad',
  ignored: 'calm',
  held: 'wait',
} as const;

export const MailBadge = ({ mail, visitor }: { mail: MailView; visitor: Visitor }) => (
  <span class={`badge tone-${tones[mail.state]}`}>{visitor.texts.mail.state[mail.state]}</span>
);
