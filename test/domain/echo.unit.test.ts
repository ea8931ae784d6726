import fc from 'fast-check';
import {
  classify,
  classifyAgainst,
  classifyAll,
  type IntentContent,
  type IntentWindow,
} from '../../domain/echo';
import type { Actor, RecordEvent } from '../../domain/record';

const person = (more: Partial<Actor> = {}): Actor => ({
  id: '7',
  name: 'olga',
  isOurAccount: false,
  isSystem: false,
  ...more,
});
const us = person({ id: '3', name: 'sagadesk', isOurAccount: true });
const itself = person({ id: '1', name: 'RT_System', isSystem: true });

const head = (entry: string, actor: Actor) => ({ entry, at: 0, actor });
const status = (entry: string, actor: Actor, now: string): RecordEvent => ({
  ...head(entry, actor),
  kind: 'field',
  field: 'status',
  old: 'new',
  new: now,
});
const remark = (entry: string, actor: Actor, body: string, more: object = {}): RecordEvent => ({
  ...head(entry, actor),
  kind: 'comment',
  id: entry,
  body,
  visibility: 'public',
  files: [],
  ...more,
});
const file = { id: '5', filename: 'a.png', mediaType: 'image/png', size: 10 };

const fields: IntentContent = { kind: 'fields', fields: { status: 'In Progress', title: 'Printer' } };
const comment: IntentContent = { kind: 'comment', key: 'C-4.1', body: 'Hello', visibility: 'public' };
const between = (content: IntentContent, before = '10', after?: string): IntentWindow => ({
  content,
  before,
  ...(after && { after }),
});

describe('an event in the window of our write, by our account, with our content', () => {
  it.each([
    ['a field', fields, status('11', us, 'In Progress')],
    ['a field as the system writes it', fields, status('11', us, 'in progress')],
    ['a comment by its text', comment, remark('11', us, 'Hello\r\n')],
    ['a comment by its key', comment, remark('11', us, 'reformatted', { key: 'C-4.1' })],
    ['a comment that reads back internal', comment, remark('11', us, 'Hello', { visibility: 'internal' })],
    [
      'a file',
      { kind: 'attachment', filename: 'a.png', size: 10 },
      { ...head('11', us), kind: 'file', file, visibility: 'public' },
    ],
    [
      'a file that came as a comment',
      { kind: 'attachment', filename: 'a.png', size: 10 },
      remark('11', us, '', { files: [{ ...file, visibility: 'public' }] }),
    ],
    [
      'a status that a create took in a second step',
      { kind: 'create', title: 'Printer', key: 'SD-1', fields: { status: 'In Progress' } },
      status('11', us, 'In Progress'),
    ],
    ['what moves nothing of ours', comment, { ...head('11', us), kind: 'other', what: 'key' }],
  ] satisfies [string, IntentContent, RecordEvent][])('is an echo: %s', (_what, content, event) => {
    expect(classify(event, between(content, '10', '12'))).toBe('echo');
  });
});

describe('an event is news', () => {
  it('before the window and after it', () => {
    expect(classify(status('10', us, 'In Progress'), between(fields, '10', '12'))).toBe('news');
    expect(classify(status('13', us, 'In Progress'), between(fields, '10', '12'))).toBe('news');
    expect(classify(status('12', us, 'In Progress'), between(fields, '10', '12'))).toBe('echo');
  });

  it('inside an open window it is none: that has no end yet', () => {
    expect(classify(status('4711', us, 'In Progress'), between(fields))).toBe('echo');
  });

  it('when somebody else did the same', () => {
    expect(classify(status('11', person(), 'In Progress'), between(fields))).toBe('news');
    expect(classify(remark('11', person(), 'Hello'), between(comment))).toBe('news');
  });

  it.each([
    ['another value', fields, status('11', us, 'Resolved')],
    ['a field that we did not write', { kind: 'fields', fields: { title: 'x' } }, status('11', us, 'x')],
    ['another text', comment, remark('11', us, 'Hello you')],
    ['a text while we wrote fields', fields, remark('11', us, 'In Progress')],
    ['a field while we wrote a text', comment, status('11', us, 'Hello')],
    [
      'another file of the same name',
      { kind: 'attachment', filename: 'a.png', size: 11 },
      { ...head('11', us), kind: 'file', file, visibility: 'public' },
    ],
    ['a field during a create', { kind: 'create', title: 'x', key: 'SD-1' }, status('11', us, 'x')],
  ] satisfies [string, IntentContent, RecordEvent][])(
    'when a person who shares our account made it: %s',
    (_what, content, event) => expect(classify(event, between(content))).toBe('news'),
  );
});

describe('a status that the system moves by itself', () => {
  it.each(['comment', 'addendum'] as const)('in the window of our %s is a side effect', (kind) => {
    const content = { ...comment, kind };
    expect(classify(status('12', itself, 'open'), between(content, '10', '12'))).toBe('side-effect');
  });

  it('is news after somebody else’s word in public, however long our own window: by that rule he has reopened it', () => {
    const window = between(comment, '10', '20');
    const ours = [remark('11', us, 'Hello'), status('12', itself, 'open')];
    const theirs = [remark('15', person(), 'Again', {}), status('16', itself, 'open')];
    expect(classifyAll([...ours, ...theirs], [window])).toEqual(['echo', 'side-effect', 'news', 'news']);
    const inside = remark('15', person(), 'Note', { visibility: 'internal' });
    expect(classifyAll([ours[0]!, inside, status('16', itself, 'open')], [window])).toEqual([
      'echo',
      'news',
      'side-effect',
    ]);
  });

  it('in the window of our file is one too', () => {
    const content: IntentContent = { kind: 'attachment', filename: 'a.png', size: 10 };
    expect(classify(status('12', itself, 'open'), between(content, '10', '12'))).toBe('side-effect');
  });

  it('outside every window is the edit of whoever caused it', () => {
    expect(classify(status('13', itself, 'open'), between(comment, '10', '12'))).toBe('news');
  });

  it('while we wrote fields is news, and so is any other field it moves', () => {
    expect(classify(status('11', itself, 'In Progress'), between(fields))).toBe('news');
    const due: RecordEvent = { ...head('11', itself), kind: 'field', field: 'priority', old: '1', new: '2' };
    expect(classify(due, between(comment))).toBe('news');
  });
});

describe('over all writes of a record', () => {
  it('the first that explains the event decides', () => {
    const windows = [between(fields, '10', '12'), between(comment, '12', '14')];
    expect(classifyAgainst(status('11', us, 'In Progress'), windows)).toBe('echo');
    expect(classifyAgainst(status('13', us, 'In Progress'), windows)).toBe('news');
    expect(classifyAgainst(status('13', itself, 'open'), windows)).toBe('side-effect');
    expect(classifyAgainst(remark('14', us, 'Hello'), windows)).toBe('echo');
    expect(classifyAgainst(remark('14', us, 'Hello'), [])).toBe('news');
  });

  it('whatever a person with an account of his own does is news', () => {
    const entry = fc.integer({ min: 1, max: 30 }).map(String);
    const event = fc.oneof(
      fc.tuple(entry, fc.constantFrom('In Progress', 'Resolved')).map(([e, now]) => status(e, person(), now)),
      fc.tuple(entry, fc.constantFrom('Hello', 'Bye')).map(([e, body]) => remark(e, person(), body)),
    );
    const window = fc
      .tuple(fc.constantFrom(fields, comment), entry, entry)
      .map(([content, before, after]) => between(content, before, after));
    fc.assert(
      fc.property(event, fc.array(window, { maxLength: 5 }), (one, windows) => {
        expect(classifyAgainst(one, windows)).toBe('news');
      }),
    );
  });
});
