import type { ProblemView } from '../../../store/problem-list';
import type { User } from '../../../store/users';
import type { Texts } from '../texts/index';
import type { Visitor } from '../visitor';
import { fieldName } from './field-name';
import { Csrf, named, Select } from './form-parts';
import { Moment } from './moment';

interface Props {
  readonly visitor: Visitor;
  readonly problem: ProblemView;
  readonly staff: readonly User[];
  /** The address to come back to. */
  readonly back: string;
}

/** A problem with its remedies, each a form of its own: Enter in one field does only what stands beside it. */
export const ProblemCard = (props: Props) => {
  const { visitor, problem } = props;
  return (
    <article class="card problem-card" id={`problem-${problem.id}`}>
      <Head visitor={visitor} problem={problem} />
      <p class="problem">{problem.message}</p>
      <p class="hint">{adviceOf(problem, visitor.texts)}</p>
      <div class="remedies">
        <Act {...props}>
          <button class="primary" name="action" value="retry">
            {visitor.texts.synchronisation.problems.retry}
          </button>
          <button name="action" value="skip">
            {visitor.texts.synchronisation.problems.skip}
          </button>
        </Act>
        {problem.field && problem.ticket && <Edit {...props} field={problem.field} />}
        <Assign {...props} />
      </div>
    </article>
  );
};

const Head = ({ visitor: { texts, language }, problem }: Pick<Props, 'visitor' | 'problem'>) => (
  <header>
    <h3>{kindName(problem.kind, texts)}</h3>
    {problem.ticket && <a href={`/tickets/${problem.ticket}`}>{problem.ticket}</a>}
    <span class="badge">{problem.system}</span>
    {problem.field && <span class="badge">{fieldName(problem.field, texts)}</span>}
    <small>
      {texts.synchronisation.problems.since} <Moment at={problem.since} language={language} />,{' '}
      {texts.synchronisation.problems.attempts(problem.attempts)}
    </small>
  </header>
);

/** What the problem is, in the reader's words. */
export const kindName = (kind: string, { synchronisation: { problems } }: Texts): string =>
  kind in problems.kind ? problems.kind[kind as keyof typeof problems.kind] : kind;

/** In the reader's language, where we have it. */
const adviceOf = ({ kind, advice }: ProblemView, { synchronisation: { problems } }: Texts): string =>
  kind in problems.advice ? problems.advice[kind as keyof typeof problems.advice] : advice;

const Act = ({ visitor, problem, back, children }: Props & { children: preact.ComponentChildren }) => (
  <form method="post" action={`/sync/problems/${problem.id}`}>
    <Csrf visitor={visitor} />
    <input type="hidden" name="back" value={back} />
    {children}
  </form>
);

const Edit = ({ field, ...props }: Props & { readonly field: string }) => {
  const { problems } = props.visitor.texts.synchronisation;
  return (
    <Act {...props}>
      <input name="value" value={props.problem.value ?? ''} aria-label={`${problems.value}: ${field}`} />
      <button name="action" value="edit">
        {problems.write}
      </button>
    </Act>
  );
};

const Assign = (props: Props) => {
  const { problems } = props.visitor.texts.synchronisation;
  return (
    <Act {...props}>
      <Select
        name="assignee"
        label={problems.assignee}
        value={String(props.problem.assignee?.id ?? '')}
        choices={named(props.staff, problems.nobody)}
      />
      <button name="action" value="assign">
        {problems.assign}
      </button>
    </Act>
  );
};
