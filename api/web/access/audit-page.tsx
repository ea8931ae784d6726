import { auditActions } from '../../../domain/audit';
import type { AuditLine } from '../../../store/audit/audit-list';
import { Select } from '../components/form-parts';
import { Moment } from '../components/moment';
import { Page } from '../components/page';
import type { Visitor } from '../visitor';
import { AccessTabs } from './tabs';

interface Props {
  readonly visitor: Visitor;
  readonly query: Readonly<Record<string, string>>;
  readonly lines: readonly AuditLine[];
  readonly older: string | null;
}

/** Who saw and changed what. */
export const AuditPage = ({ visitor, query, lines, older }: Props) => {
  const { audit } = visitor.texts.access;
  return (
    <Page visitor={visitor} title={audit.title} here="/audit">
      <AccessTabs visitor={visitor} now="/audit" />
      <h1>{audit.title}</h1>
      <p class="hint">{audit.explain}</p>
      <Filter visitor={visitor} query={query} />
      {lines.length === 0 && <p class="empty">{audit.nothing}</p>}
      {lines.length > 0 && <Lines visitor={visitor} lines={lines} />}
      <nav class="pages">{older && <a href={older}>{audit.older}</a>}</nav>
    </Page>
  );
};

const Filter = ({ visitor, query }: Pick<Props, 'visitor' | 'query'>) => {
  const { audit } = visitor.texts.access;
  const actions = auditActions.map((value) => ({ value, label: audit.actions[value] }));
  return (
    <form method="get" action="/audit" class="filter card">
      <label>
        <span>{audit.person}</span>
        <input name="person" value={query.person ?? ''} />
      </label>
      <label>
        <span>{audit.ticket}</span>
        <input name="ticket" value={query.ticket ?? ''} placeholder="SD-1042" />
      </label>
      <Select
        name="action"
        label={audit.action}
        value={query.action ?? ''}
        choices={[{ value: '', label: audit.any }, ...actions]}
      />
      {(['from', 'until'] as const).map((name) => (
        <label>
          <span>{`${audit[name]} (UTC)`}</span>
          <input name={name} type="datetime-local" value={query[name] ?? ''} />
        </label>
      ))}
      <button class="primary">{audit.find}</button>
    </form>
  );
};

const Lines = ({ visitor, lines }: Pick<Props, 'visitor' | 'lines'>) => {
  const { audit } = visitor.texts.access;
  return (
    <table class="sessions card">
      <thead>
        <tr>
          {[audit.when, audit.who, audit.what, audit.about].map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr>
            <td>
              <Moment at={line.at} language={visitor.language} exact />
            </td>
            <td>
              {line.actor || audit.nobody} {line.actorKind === 'key' && <small>{audit.key}</small>}{' '}
              <small>{line.address}</small>
            </td>
            <td>{audit.actions[line.action]}</td>
            <td>
              {line.ticket && <a href={`/tickets/${line.ticket}`}>{line.ticket}</a>}{' '}
              <Subject visitor={visitor} subject={line.subject} />{' '}
              <small>{detailText(line.detail, visitor)}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** What a line is about, in the reader’s words: of a look its kind with its number, of a change the call that made it. */
const Subject = ({ visitor, subject }: { visitor: Visitor; subject: string }) => {
  const { kinds } = visitor.texts.access.audit;
  const [kind = '', ...rest] = subject.split(' ');
  if (subject === '') return null;
  return kind in kinds ? (
    <>{[kinds[kind as keyof typeof kinds], ...rest].join(' ')}</>
  ) : (
    <code>{subject}</code>
  );
};

const detailText = (detail: AuditLine['detail'], { texts }: Visitor): string => {
  const { fields, details } = texts.access.audit;
  const methods: Readonly<Record<string, string>> = texts.access.method;
  const named: Readonly<Record<string, string>> = { fields, ...details };
  return Object.entries(detail)
    .map(([name, value]) => {
      const words = Array.isArray(value) ? value.join(', ') : String(value);
      return `${named[name] ?? name}: ${name === 'method' ? (methods[words] ?? words) : words}`;
    })
    .join('; ');
};
