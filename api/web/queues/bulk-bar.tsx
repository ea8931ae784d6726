import { priorities, statuses } from '../../../domain/ticket';
import type { User } from '../../../store/users';
import { Csrf, Select } from '../components/form-parts';
import type { Visitor } from '../visitor';

/** The form to which the marks of a list belong. */
export const bulkForm = 'bulk';

/** The mark of one line. */
export const Mark = ({ visitor, number }: { visitor: Visitor; number: string }) => (
  <td class="mark">
    <input
      type="checkbox"
      form={bulkForm}
      name={`t.${number}`}
      value="on"
      data-mark
      aria-label={`${visitor.texts.queues.choose} ${number}`}
    />
  </td>
);

/** The head of the column of marks. */
export const MarkHead = ({ visitor }: { visitor: Visitor }) => (
  <th scope="col" class="mark">
    <input type="checkbox" data-mark-all hidden aria-label={visitor.texts.queues.chooseAll} />
    <span class="visually-hidden">{visitor.texts.queues.choose}</span>
  </th>
);

interface Props {
  readonly visitor: Visitor;
  readonly staff: readonly User[];
  /** The list, to come back to. */
  readonly back: string;
}

/** What is to be done to every ticket that is marked. */
export const BulkBar = ({ visitor, staff, back }: Props) => {
  const { texts, userId } = visitor;
  const { queues } = texts;
  const keep = { value: '', label: queues.keep };
  return (
    <form method="post" action="/bulk" id={bulkForm} class="card bulk">
      <h2>
        {queues.bulk} <small role="status" data-chosen={queues.chosen} />
      </h2>
      <Csrf visitor={visitor} />
      <input type="hidden" name="back" value={back} />
      <div class="row">
        <label>
          <span>{texts.field.status}</span>
          <select name="status" data-key="e">
            <option value="">{queues.keep}</option>
            {statuses.map((status) => (
              <option value={status}>{texts.status[status]}</option>
            ))}
          </select>
        </label>
        <Select
          name="priority"
          label={texts.field.priority}
          value=""
          choices={[keep, ...priorities.map((value) => ({ value, label: texts.priority[value] }))]}
        />
        <Select
          name="assignee"
          label={texts.field.assignee}
          value=""
          choices={[
            keep,
            { value: String(userId), label: queues.me },
            { value: 'nobody', label: queues.nobody },
            ...staff
              .filter(({ id }) => id !== userId)
              .map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <label class="wide">
          <span>{queues.comment}</span>
          <textarea name="comment" rows={1} />
        </label>
        <Select
          name="visibility"
          label={queues.visibility}
          value="internal"
          choices={[
            { value: 'internal', label: `🔒 ${queues.forStaff}` },
            { value: 'public', label: `👁 ${queues.forRequesters}` },
          ]}
        />
      </div>
      <button class="primary">{queues.run}</button>
    </form>
  );
};
