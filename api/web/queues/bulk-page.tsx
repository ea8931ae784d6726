import type { BulkJob } from '../../../store/bulk';
import { Csrf } from '../components/form-parts';
import { Moment } from '../components/moment';
import { Page } from '../components/page';
import { faultText } from '../fault-text';
import type { Visitor } from '../visitor';

/** How an action on many tickets gets on: whoever closes the page finds it again, further on. */
export const BulkPage = ({ visitor, job }: { visitor: Visitor; job: BulkJob }) => {
  const { queues } = visitor.texts;
  const settled = job.items.filter(({ state }) => state !== 'waiting').length;
  const failed = job.items.filter(({ state }) => state === 'failed');
  return (
    <Page visitor={visitor} title={queues.jobTitle} here={`/bulk/${job.id}`}>
      <h1>{queues.jobTitle}</h1>
      <section class="card" id="progress" data-live {...(job.finishedAt === null && { 'data-refresh': '2' })}>
        <p>
          {job.by}, <Moment at={job.createdAt} language={visitor.language} exact />: {wordsOf(job, visitor)}
        </p>
        <label>
          <span role="status">
            {queues.progress(settled, job.items.length)}
            {failed.length > 0 && `, ${queues.failedSome(failed.length)}`}
          </span>
          <progress max={job.items.length} value={settled} />
        </label>
        <p class="hint">{job.finishedAt ? queues.finished : queues.goesOn}</p>
        {job.finishedAt && failed.length > 0 && <Again visitor={visitor} job={job} failed={failed} />}
        <ul class="plain bulk-items">
          {job.items.map((item) => (
            <li class={item.state}>
              <a href={`/tickets/${item.number}`}>
                <b>{item.number}</b> {item.title}
              </a>{' '}
              <span class={`badge bulk-${item.state}`}>{queues.state[item.state]}</span>
              {item.because && <p class="problem">{faultText(item.because, visitor.texts)}</p>}
            </li>
          ))}
        </ul>
      </section>
      <p>
        <a href="/board">{queues.backToList}</a>
      </p>
    </Page>
  );
};

/** The same for those that failed. */
const Again = ({ visitor, job, failed }: { visitor: Visitor; job: BulkJob; failed: BulkJob['items'] }) => {
  const { queues } = visitor.texts;
  const { status = '', priority = '', assigneeId, comment, visibility } = job.action;
  const assignee = assigneeId === undefined ? '' : assigneeId === null ? 'nobody' : String(assigneeId);
  const fields = { status, priority, assignee, comment, visibility, back: '/board' };
  return (
    <form method="post" action="/bulk">
      <Csrf visitor={visitor} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {failed.map(({ number }) => (
        <input type="hidden" name={`t.${number}`} value="on" />
      ))}
      <p>{queues.failedHint}</p>
      <button>{queues.again}</button>
    </form>
  );
};

const wordsOf = ({ action }: BulkJob, { texts }: Visitor): string =>
  [
    action.status && `${texts.field.status}: ${texts.status[action.status]}`,
    action.priority && `${texts.field.priority}: ${texts.priority[action.priority]}`,
    action.assigneeId !== undefined && texts.field.assignee,
    action.comment !== '' && `“${action.comment.slice(0, 200)}” (${texts.visibility[action.visibility]})`,
  ]
    .filter(Boolean)
    .join('; ');
