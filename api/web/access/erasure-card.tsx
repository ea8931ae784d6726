import type { ErasureInSystem, ErasureView } from '../../personal/erasure-view';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly erasure: ErasureView;
}

/** How far a person is taken out of the other systems, and what stays there; kept up to date while something is open. */
export const ErasureCard = ({ visitor, erasure: { systems, isOver } }: Props) => {
  const { elsewhere, done } = visitor.texts.access.personal;
  return (
    <section class="card" id="erasure" data-live {...(isOver ? {} : { 'data-refresh': '2' })}>
      <h2>
        {done}. {elsewhere.title}
      </h2>
      <p class="hint">{systems.length === 0 ? elsewhere.none : elsewhere.explain}</p>
      {systems.map((one) => (
        <InSystem visitor={visitor} one={one} />
      ))}
      {systems.length > 0 && <p class="hint">{elsewhere.files}</p>}
    </section>
  );
};

interface InSystemProps {
  readonly visitor: Visitor;
  readonly one: ErasureInSystem;
}

const InSystem = ({ visitor, one }: InSystemProps) => {
  const { elsewhere } = visitor.texts.access.personal;
  const settled = one.records - one.open;
  const counts = (['gone', 'hidden', 'skipped'] as const).filter((state) => one[state] > 0);
  return (
    <>
      <h3>{one.system}</h3>
      <p role="status">
        {one.open === 0 ? elsewhere.finished(one.records) : elsewhere.progress(settled, one.records)}
      </p>
      {one.open > 0 && (
        <>
          <progress max={one.records} value={settled} aria-label={elsewhere.progress(settled, one.records)} />
          <p class="hint">{elsewhere.waits}</p>
        </>
      )}
      <ul>
        {counts.map((state) => (
          <li>{elsewhere[state](one[state])}</li>
        ))}
        {one.refused > 0 && (
          <li>
            <a href="/sync#problems">{elsewhere.refused(one.refused)}</a>
          </li>
        )}
      </ul>
      <Stays visitor={visitor} one={one} />
    </>
  );
};

/** What no account of ours can reach: in plain words, with the page where an administrator of that system sees to it. */
const Stays = ({ visitor, one: { type, users, notes, notesIn } }: InSystemProps) => {
  const { elsewhere } = visitor.texts.access.personal;
  return (
    <>
      <h4>{elsewhere.stays}</h4>
      <ul>
        {users.length > 0 && (
          <li>
            {elsewhere.users(users.length)}{' '}
            {users.map(({ id, page }) => (
              <>
                <a href={page}>#{id}</a>{' '}
              </>
            ))}
          </li>
        )}
        {notes > 0 && <li>{elsewhere.notes(notes, notesIn.join(', '))}</li>}
        {hasWords(elsewhere.always, type) && <li>{elsewhere.always[type]}</li>}
      </ul>
    </>
  );
};

const hasWords = <K extends string>(
  words: { readonly [type in K]: string },
  type: string | undefined,
): type is K => type !== undefined && Object.hasOwn(words, type);
