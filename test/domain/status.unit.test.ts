import fc from 'fast-check';
import { editReachesTask, isDone, rollUp } from '../../domain/status';
import { statuses, type Status } from '../../domain/ticket';

/** Every multiset of so many statuses, as non-decreasing lists. */
const multisets = (size: number, from = 0): readonly (readonly Status[])[] =>
  size === 0
    ? [[]]
    : statuses
        .slice(from)
        .flatMap((status, i) => multisets(size - 1, from + i).map((rest) => [status, ...rest]));

/** DESIGN section 5, said once more in other words: by counting. */
const expected = (tasks: readonly Status[]): Status | undefined => {
  const count = (status: Status) => tasks.filter((task) => task === status).length;
  const live = tasks.length - count('cancelled');
  if (tasks.length === 0) return undefined;
  if (live === 0) return 'cancelled';
  if (count('closed') === live) return 'closed';
  if (count('closed') + count('resolved') === live) return 'resolved';
  if (count('in_progress') > 0) return 'in_progress';
  if (count('waiting_customer') > 0) return 'waiting_customer';
  if (count('waiting_supplier') > 0) return 'waiting_supplier';
  return count('new') === live ? 'new' : 'in_progress';
};

const anyStatus = fc.constantFrom(...statuses);
const someTasks = fc.array(anyStatus, { minLength: 1, maxLength: 8 });

describe('what the tasks of a ticket amount to', () => {
  it.each([1, 2, 3])('is as the table says for every multiset of %i tasks', (size) => {
    for (const tasks of multisets(size)) expect([tasks, rollUp(tasks)]).toEqual([tasks, expected(tasks)]);
  });

  it('is nothing when there are none', () => expect(rollUp([])).toBeUndefined());

  it('is the status of the only task', () => {
    for (const status of statuses) expect(rollUp([status])).toBe(status);
  });

  it('is that of the first task while cancelled ones are beside it', () => {
    for (const status of statuses) expect(rollUp([status, 'cancelled', 'cancelled'])).toBe(status);
  });

  it('does not depend on the order of the tasks', () => {
    const shuffled = someTasks.chain((tasks) =>
      fc.tuple(fc.constant(tasks), fc.shuffledSubarray(tasks, { minLength: tasks.length })),
    );
    fc.assert(fc.property(shuffled, ([tasks, other]) => rollUp(other) === rollUp(tasks)));
  });

  it('does not depend on how many tasks have the same status', () => {
    fc.assert(
      fc.property(someTasks, fc.nat(), (tasks, pick) => {
        expect(rollUp([...tasks, tasks[pick % tasks.length]!])).toBe(rollUp(tasks));
      }),
    );
  });

  it('is done exactly when every task is', () => {
    fc.assert(fc.property(someTasks, (tasks) => isDone(rollUp(tasks)!) === tasks.every(isDone)));
  });
});

describe('a person’s edit of the ticket’s status', () => {
  const each = fc.tuple(anyStatus, anyStatus, anyStatus);

  it('reaches the only task always', () => {
    fc.assert(fc.property(each, ([before, after, task]) => editReachesTask(before, after, task, true)));
  });

  it('reaches every open task', () => {
    fc.assert(
      fc.property(
        each,
        ([before, after, task]) => isDone(task) || editReachesTask(before, after, task, false),
      ),
    );
  });

  it('reaches a done task only when it reopens, cancels or closes', () => {
    fc.assert(
      fc.property(each, ([before, after, task]) => {
        fc.pre(isDone(task));
        const reaches = (isDone(before) && !isDone(after)) || after === 'cancelled' || after === 'closed';
        expect(editReachesTask(before, after, task, false)).toBe(reaches);
      }),
    );
  });

  it.each([
    ['in_progress', 'waiting_customer', 'resolved', false],
    ['resolved', 'in_progress', 'resolved', true],
    ['in_progress', 'resolved', 'closed', false],
    ['resolved', 'closed', 'resolved', true],
    ['in_progress', 'cancelled', 'closed', true],
  ] as const)('from %s to %s of a task that is %s: %s', (before, after, task, reaches) => {
    expect(editReachesTask(before, after, task, false)).toBe(reaches);
  });
});
