import type { Present } from '../../../store/presence';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly others: readonly Present[];
}

/** Who else has the page open, and who writes: to be known, never to keep anybody out. */
export const Presence = ({ visitor, others }: Props) => {
  const { queues } = visitor.texts;
  return (
    <div id="presence" role="status" class={others.length > 0 ? 'presence' : ''}>
      {others.map(({ name, writing }) => (
        <p class={writing ? 'writes' : ''}>
          <span aria-hidden="true">{writing ? '✍ ' : '👀 '}</span>
          {writing ? queues.writing(name) : queues.here(name)}
        </p>
      ))}
    </div>
  );
};
