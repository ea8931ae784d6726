import type { ConflictSide, ConflictView } from '../../../store/conflict-list';
import type { Visitor } from '../visitor';
import { fieldName, originName, valueName } from './field-name';
import { Csrf } from './form-parts';
import { Moment } from './moment';

interface Props {
  readonly visitor: Visitor;
  readonly conflict: ConflictView;
  /** The address to come back to. */
  readonly back: string;
}

/** Two values that did not know each other, side by side; one click makes one of them hold everywhere. */
export const ConflictCard = ({ visitor, conflict, back }: Props) => {
  const { texts, language } = visitor;
  const { conflicts } = texts.synchronisation;
  return (
    <form
      method="post"
      action={`/sync/conflicts/${conflict.id}`}
      class="card conflict"
      id={`conflict-${conflict.id}`}
    >
      <Csrf visitor={visitor} />
      <input type="hidden" name="back" value={back} />
      <header>
        <h3>{fieldName(conflict.field, texts)}</h3>
        <a href={`/tickets/${conflict.ticket}`}>{conflict.ticket}</a>
        <small>
          {texts.synchronisation.problems.since} <Moment at={conflict.since} language={language} />
        </small>
      </header>
      <div class="sides">
        <Side
          visitor={visitor}
          conflict={conflict}
          side={conflict.winner}
          words={[conflicts.holds, conflicts.keep]}
        />
        <Side
          visitor={visitor}
          conflict={conflict}
          side={conflict.loser}
          words={[conflicts.other, conflicts.choose]}
        />
      </div>
    </form>
  );
};

interface SideProps {
  readonly visitor: Visitor;
  readonly conflict: ConflictView;
  readonly side: ConflictSide;
  /** What it is, and what the button says. */
  readonly words: readonly [string, string];
}

const Side = ({ visitor: { texts, language }, conflict, side, words: [title, choose] }: SideProps) => {
  const origin = originName(side.system, texts);
  return (
    <div>
      <small>{title}</small>
      <p class="body">
        {valueName(conflict.field, side.value ?? '', texts) || texts.synchronisation.conflicts.empty}
      </p>
      <small>
        {[origin, side.actor === side.system ? '' : side.actor].filter(Boolean).join(', ')} ·{' '}
        <Moment at={new Date(side.at)} language={language} exact />
      </small>
      <button name="system" value={side.system}>
        {choose}
      </button>
    </div>
  );
};
