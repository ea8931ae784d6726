import type { ObjectVersion } from '../../../store/object-history';
import { Moment } from '../components/moment';
import type { Visitor } from '../visitor';
import { changedFields, type ChangedField } from './changed-fields';

const mostShown = 12;

/** Every version of an object: who made it so, when, and what became another. */
export const HistoryCard = ({
  visitor,
  versions,
}: {
  visitor: Visitor;
  versions: readonly ObjectVersion[];
}) => {
  const { agreements } = visitor.texts;
  return (
    <section class="card history" id="history">
      <h2>{agreements.history}</h2>
      <ol>
        {versions.map((version, i) => (
          <li>
            <Moment at={version.at} language={visitor.language} /> <b>{version.actor}</b>{' '}
            <Changes visitor={visitor} version={version} before={versions[i + 1]} />
          </li>
        ))}
      </ol>
    </section>
  );
};

const Changes = ({
  visitor,
  version,
  before,
}: {
  visitor: Visitor;
  version: ObjectVersion;
  before: ObjectVersion | undefined;
}) => {
  const { agreements } = visitor.texts;
  if (!before) return <span>{agreements.historyFirst}</span>;
  const changes = changedFields(before.content, version.content);
  if (changes.length === 0) return <span>{agreements.historyNothing}</span>;
  return (
    <ul>
      {changes.slice(0, mostShown).map((change) => (
        <Change visitor={visitor} change={change} />
      ))}
      {changes.length > mostShown && <li>{agreements.historyMore(changes.length - mostShown)}</li>}
    </ul>
  );
};

const Change = ({ visitor, change }: { visitor: Visitor; change: ChangedField }) => (
  <li>
    {labelOf(change.field, visitor)}: {change.before ?? '—'} → {change.after ?? '—'}
  </li>
);

/** The head of the path in the reader’s words; the rest of it is figures and dates. */
const labelOf = (field: string, { texts }: Visitor): string => {
  const [, head = '', rest = ''] = /^(\w+)(.*)$/s.exec(field) ?? [];
  const known: Readonly<Record<string, unknown>> = texts.agreements;
  const label = known[head];
  return `${typeof label === 'string' ? label : head}${rest}`;
};
