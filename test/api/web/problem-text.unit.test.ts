import { kindName, problemText } from '../../../api/web/problem-text';
import { languages, textsOf } from '../../../api/web/texts/index';
import { problems, problemParams, problemSentences, type ProblemKind } from '../../../domain/problem';
import { reason } from '../../../domain/reason';

const reader = (language: 'ru' | 'en') => ({ language, texts: textsOf(language) });
const refused = (said: string) => {
  const params = problemParams('executors', { ticket: 'SD-7', said });
  return { kind: 'push-refused', ...problemSentences('push-refused', params), params };
};

describe('a problem on a page', () => {
  it('is told in the reader’s language, with what another system said as it said it', () => {
    const problem = refused('executors: PUT /issues/5.json: 422: Subject cannot be blank');
    expect(problemText(problem, reader('ru'))).toMatchObject({
      title: 'Передача отвергнута',
      message:
        'executors: SD-7 не принята. Ответ: «executors: PUT /issues/5.json: 422: Subject cannot be blank»',
      advice: expect.stringMatching(/^Устраните причину в executors/),
    });
    expect(problemText(problem, reader('en'))).toMatchObject({
      message: 'executors refused SD-7: executors: PUT /issues/5.json: 422: Subject cannot be blank',
    });
  });

  it('tells a reason of ours within it, and names a field as pages call it', () => {
    expect(problemText(refused(reason('notSeen')), reader('ru')).message).toContain(
      '«наша учётная запись этого не видит»',
    );
    const values = { field: 'status', setting: 'status', value: 'On hold', place: 'SD-7' };
    const params = problemParams('executors', values);
    const problem = { kind: 'unknown-value', ...problemSentences('unknown-value', params), params };
    expect(problemText(problem, reader('ru'))).toMatchObject({
      message: expect.stringMatching(/^executors: у поля «Статус» значение «On hold»/),
      advice: expect.stringContaining('(systems.executors.status)'),
    });
  });

  it('of which only the sentences were kept shows these', () => {
    const kept = { kind: 'push-refused', message: 'it broke', advice: 'mend it', params: null };
    expect(problemText(kept, reader('ru'))).toEqual({ ...textOf(kept), title: 'Передача отвергнута' });
    const other = { ...kept, kind: 'of-an-older-release' };
    expect(problemText(other, reader('ru'))).toEqual({ ...textOf(kept), title: 'of-an-older-release' });
    expect(kindName('record-lost', reader('en'))).toBe('Record is gone');
  });

  it('what stands in a value is not filled in again', () => {
    expect(problemText(refused('{ticket}'), reader('ru')).message).toContain('«{ticket}»');
  });

  it.each(Object.keys(problems) as ProblemKind[])('%s names in Russian nothing but what is kept', (kind) => {
    const names = (text: object) =>
      [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const kept = new Set([...names(problems[kind]), 'system']);
    for (const language of languages) {
      const { title, message, advice } = textsOf(language).synchronisation.problems.kind[kind];
      expect(names({ message, advice }).filter((name) => !kept.has(name))).toEqual([]);
      expect([title, message, advice].every((text) => text !== '')).toBe(true);
    }
  });
});

const textOf = ({ message, advice }: { message: string; advice: string }) => ({ message, advice });
