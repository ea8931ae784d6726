import type { Participant } from '../../../store/participants';
import { Csrf } from '../components/form-parts';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly number: string;
  readonly people: readonly Participant[];
}

/** Who reads along besides the requester. To take somebody out is told in full before it can be pressed: no page brings him back. */
export const ParticipantsCard = ({ visitor, number, people }: Props) => {
  const { work } = visitor.texts;
  return (
    <section class="card" id="participants" data-live>
      <h2>{work.participants}</h2>
      <ul class="plain participants">
        {people.map(({ id, name, email, sees }) => (
          <li>
            <b>{name}</b> <small>{email}</small>
            {!sees && <small class="hint"> {work.mailsOnly}</small>}
            <details id={`participant-${id}`}>
              <summary aria-label={`${work.removeParticipant}: ${name}`}>{work.removeParticipant}…</summary>
              <form method="post" action={`/tickets/${number}/participants/remove`}>
                <Csrf visitor={visitor} />
                <p class="hint">{work.removeHint(name)}</p>
                <button name="contact" value={String(id)}>
                  {work.removeConfirm(name)}
                </button>
              </form>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
};
