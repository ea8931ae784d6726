import { front } from '../../../domain/ticket';
import type { ChangeStep, Step, WriteStep } from '../../../store/ticket-story';
import type { Texts } from '../texts/index';
import type { Visitor } from '../visitor';
import { reasonName } from './accounting-card';
import { fieldName, originName, valueName } from './field-name';
import { duration, Moment } from './moment';

interface Props {
  readonly visitor: Visitor;
  readonly story: { readonly steps: readonly Step[]; readonly isWhole: boolean };
}

/** Every change of the ticket and every write of ours, with what became of it. */
export const StoryCard = ({ visitor, story: { steps, isWhole } }: Props) => {
  const { story } = visitor.texts;
  const echoes = steps.filter(isOfOurs);
  return (
    <section class="card" id="story" data-live>
      <h2>{story.title}</h2>
      <p class="hint">
        {story.explain} {!isWhole && story.partly}
      </p>
      <Table visitor={visitor} steps={steps.filter((step) => !isOfOurs(step))} />
      {echoes.length > 0 && (
        <details id="echoes">
          <summary>{story.echoes(echoes.length)}</summary>
          <Table visitor={visitor} steps={echoes} />
        </details>
      )}
    </section>
  );
};

const isOfOurs = (step: Step): boolean =>
  step.step === 'change' && (step.because === 'echo' || step.because === 'sideEffect');

const Table = ({ visitor, steps }: { visitor: Visitor; steps: readonly Step[] }) => {
  const { story } = visitor.texts;
  return (
    <table class="story">
      <thead>
        <tr>
          <th scope="col">{story.when}</th>
          <th scope="col">{story.where}</th>
          <th scope="col">{story.what}</th>
          <th scope="col">{story.became}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) =>
          step.step === 'change' ? (
            <Change visitor={visitor} change={step} />
          ) : (
            <Write visitor={visitor} write={step} />
          ),
        )}
      </tbody>
    </table>
  );
};

/** What is heard of sooner than this after it happened needs no word (milliseconds); clocks tell whole seconds. */
const promptMs = 5000;

const Change = ({ visitor, change }: { visitor: Visitor; change: ChangeStep }) => {
  const { texts, language } = visitor;
  const late = change.receivedAt.getTime() - change.at.getTime();
  return (
    <tr>
      <td>
        <Moment at={change.at} language={language} exact />
        {late > promptMs && <small>{texts.story.late(duration(late, language))}</small>}
      </td>
      <td>
        {originName(change.system, texts)}
        <small>{change.actor}</small>
      </td>
      <td>{whatOf(change, texts)}</td>
      <td>
        <span class={`outcome ${toneOf(change)}`}>{outcomeOf(change, texts)}</span>
        {change.conflict && <small>{texts.story.conflict[change.conflict]}</small>}
        {change.repeats > 0 && <small>{texts.story.repeats(change.repeats)}</small>}
      </td>
    </tr>
  );
};

const whatOf = ({ kind, field, system, old: before, new: now }: ChangeStep, texts: Texts): string => {
  const { kinds } = texts.story;
  // Another system's values stand as that system calls them.
  const shown = (value: string | null): string =>
    value === null ? '—' : system === front ? valueName(field, value, texts) : value;
  if (kind === 'field') return `${fieldName(field, texts)}: ${shown(before)} → ${shown(now)}`;
  const name = kind in kinds ? kinds[kind as keyof typeof kinds] : kind;
  return field ? `${name}: ${field}` : name;
};

const outcomeOf = ({ state, because, version, kind }: ChangeStep, texts: Texts): string => {
  const { story } = texts;
  if (state === 'open') return story.open;
  if (state === 'ignored') return `${story.ignored}: ${reasonName(because ?? 'unsaid', texts)}`;
  if (version !== null) return story.appliedAs(version);
  return kind === 'field' ? story.same : story.applied;
};

const toneOf = ({ state, because }: ChangeStep): string =>
  state === 'applied' ? 'good' : state === 'open' ? 'wait' : because === 'superseded' ? 'wait' : 'calm';

const Write = ({ visitor, write }: { visitor: Visitor; write: WriteStep }) => {
  const { texts, language } = visitor;
  const { story } = texts;
  const kind =
    write.kind in story.writes ? story.writes[write.kind as keyof typeof story.writes] : write.kind;
  const values = Object.entries(write.fields).map(([field, value]) => `${fieldName(field, texts)}: ${value}`);
  return (
    <tr class="ours">
      <td>
        <Moment at={write.at} language={language} exact />
      </td>
      <td>
        {story.us} → {write.system}
        {write.recordId && <small>#{write.recordId}</small>}
      </td>
      <td>
        {story.write(kind)}
        {values.length > 0 && <small>{values.join('; ')}</small>}
      </td>
      <td>
        <span
          class={`outcome ${write.state === 'written' ? 'good' : write.state === 'open' ? 'wait' : 'calm'}`}
        >
          {became(write, visitor, language)}
        </span>
      </td>
    </tr>
  );
};

const became = (write: WriteStep, { texts: { story } }: Visitor, language: Visitor['language']): string => {
  if (write.state === 'open') return story.underWay;
  if (write.state === 'not-written') return story.notWritten;
  if (write.state === 'abandoned') return story.abandoned;
  return story.written(duration(write.tookMs ?? 0, language));
};
