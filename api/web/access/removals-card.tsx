import { usualKeeping, type Keeping, type RemovedKind } from '../../../domain/keeping';
import type { Removal } from '../../../store/removals';
import { Moment } from '../components/moment';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly removals: readonly Removal[];
  readonly keeping: Keeping | undefined;
}

/** What the clearing took away, beside how long each kind is kept. */
export const RemovalsCard = ({ visitor, removals, keeping = usualKeeping }: Props) => {
  const { removals: words } = visitor.texts.access;
  const days: { readonly [kind in RemovedKind]?: number | null } = {
    rawMails: keeping.rawMailDays,
    calls: keeping.callDays,
    audit: keeping.auditDays,
    events: keeping.eventDays,
  };
  return (
    <section class="card" id="removals">
      <h2>{words.title}</h2>
      <p class="hint">{words.explain}</p>
      {removals.length === 0 && <p>{words.nothing}</p>}
      <ul class="plain">
        {removals.map(({ kind, n, lastAt }) => (
          <li>
            {words.kinds[kind]}: <b>{n}</b>{' '}
            <small>
              {days[kind] === undefined ? '' : `${words.kept(days[kind])} · `}
              <Moment at={lastAt} language={visitor.language} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
};
