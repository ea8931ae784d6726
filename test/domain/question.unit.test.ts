import fc from 'fast-check';
import { questionFaults, readAnswer, withAnswers, type Question } from '../../domain/question';

const question = (more: Partial<Question> = {}): Question => ({
  id: 1,
  kind: 'text',
  required: true,
  label: { ru: 'Где?', en: 'Where?' },
  choices: [
    { ru: 'Дома', en: 'At home' },
    { ru: 'В офисе', en: 'In the office' },
  ],
  ...more,
});

describe('a question of a service', () => {
  test('has to be answered when it is required, and not otherwise', () => {
    expect(readAnswer(question(), '  ', 'ru')).toEqual({ fault: 'is required' });
    expect(readAnswer(question({ required: false }), '', 'ru')).toBeUndefined();
  });

  test.each([
    ['1', 'ru', 'В офисе'],
    ['1', 'en', 'In the office'],
    ['at home', 'ru', 'Дома'],
    ['ДОМА', 'en', 'At home'],
  ] as const)('takes the choice %j and says it in %s', (given, language, answer) => {
    expect(readAnswer(question({ kind: 'choice' }), given, language)).toEqual({ answer });
  });

  test('takes nothing that is no choice', () => {
    expect(readAnswer(question({ kind: 'choice' }), '2', 'en')).toEqual({
      fault: 'must be one of At home, In the office',
    });
    expect(readAnswer(question({ kind: 'yesno' }), 'maybe', 'en')).toHaveProperty('fault');
    expect(readAnswer(question({ kind: 'yesno' }), 'Да', 'en')).toEqual({ answer: 'yes' });
  });

  test('is written in both languages, and a choice with two answers or more', () => {
    const faulty = [question({ label: { ru: 'Где?', en: ' ' } }), question({ kind: 'choice', choices: [] })];
    expect(questionFaults(faulty).map(({ field }) => field)).toEqual([
      'questions[0].label.en',
      'questions[1].choices',
    ]);
  });

  test('leaves a description alone when nothing was asked, and loses nothing of it otherwise', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(withAnswers(text, [])).toBe(text);
        const full = withAnswers(text, [{ questionId: 1, question: 'Где?', answer: 'Дома' }]);
        expect(full.startsWith(text.trimEnd())).toBe(true);
        expect(full.endsWith('Где?: Дома')).toBe(true);
      }),
    );
  });
});
