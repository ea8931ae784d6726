import { isWritable } from '../../../store/problem-actions';
import type { ProblemView } from '../../../store/problem-list';
import type { User } from '../../../store/users';
import { problemText } from '../problem-text';
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
  const { title, message, advice } = problemText(problem, visitor);
  return (
    <article class="card problem-card" id={`problem-${problem.id}`}>
      <Head visitor={visitor} problem={problem} title={title} />
      <p class="problem">{message}</p>
      <p class="hint">{advice}</p>
      <div class="remedies">
        <Act {...props}>
          <button class="primary" name="action" value="retry">
            {visitor.texts.synchronisation.problems.retry}
          </button>
          <button name="action" value="skip">
            {visitor.texts.synchronisation.problems.skip}
          </button>
        </Act>
        {problem.field && problem.ticket && isWritable(problem.field) && (
          <Edit {...props} field={problem.field} />
        )}
        <Assign {...props} />
      </div>
    </article>
  );
};

type HeadProps = Pick<Props, 'visitor' | 'problem'> & { readonly title: string };

const Head = ({ visitor: { texts, language }, problem, title }: HeadProps) => (
  <header>
    <h3>{title}</h3>
    {problem.ticket && <a href={`/tickets/${problem.ticket}`}>{problem.ticket}</a>}
    <span class="badge">{problem.system}</span>
    {problem.field && <span class="badge">{fieldName(problem.field, texts)}</span>}
    <small>
      {texts.synchronisation.problems.since} <Moment at={problem.since} language={language} />,{' '}
      {texts.synchronisation.problems.attempts(problem.attempts)}
    </small>
  </header>
);

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
      <input
        name="value"
        value={props.problem.value ?? ''}
        aria-label={`${problems.value}: ${fieldName(field, props.visitor.texts)}`}
      />
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
