/** A text in both languages. */
export interface Both {
  readonly ru: string;
  readonly en: string;
}

export const questionKinds = ['text', 'choice', 'yesno'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What is asked of whoever registers a ticket for a service. */
export interface Question {
  readonly id: number;
  readonly kind: QuestionKind;
  readonly required: boolean;
  readonly label: Both;
  /** Of a `choice`: what may be answered. */
  readonly choices: readonly Both[];
}

/** As it was asked and answered, in one language. */
export interface GivenAnswer {
  readonly questionId: number;
  readonly question: string;
  readonly answer: string;
}

const yesno: readonly Both[] = [
  { ru: 'да', en: 'yes' },
  { ru: 'нет', en: 'no' },
];

/** What may be answered; null: any text. The place in the list is what a form sends. */
export const answersTo = ({ kind, choices }: Question): readonly Both[] | null =>
  kind === 'text' ? null : kind === 'yesno' ? yesno : choices;

const longest = 2_000;

/** What was answered, in words, or what is wrong with it; undefined: nothing, and nothing had to be. */
export const readAnswer = (
  question: Question,
  given: string,
  language: keyof Both,
): { readonly answer: string } | { readonly fault: string } | undefined => {
  const text = given.trim();
  if (text === '') return question.required ? { fault: 'is required' } : undefined;
  const among = answersTo(question);
  if (!among)
    return text.length > longest
      ? { fault: `must not have more than ${longest} characters` }
      : { answer: text };
  const chosen = among.find(
    (one, i) =>
      String(i) === text || [one.ru, one.en].some((name) => name.toLowerCase() === text.toLowerCase()),
  );
  return chosen
    ? { answer: chosen[language] }
    : { fault: `must be one of ${among.map((one) => one[language]).join(', ')}` };
};

/** The description with what was answered below it, for people to read in every system. */
export const withAnswers = (description: string, answers: readonly GivenAnswer[]): string =>
  answers.length === 0
    ? description
    : [description.trimEnd(), answers.map(({ question, answer }) => `${question}: ${answer}`).join('\n')]
        .filter((part) => part !== '')
        .join('\n\n');

/** What is wrong with a list of questions as somebody wrote it: the field and a sentence. */
export const questionFaults = (
  questions: readonly Omit<Question, 'id'>[],
): readonly { readonly field: string; readonly message: string }[] =>
  questions.flatMap(({ kind, label, choices }, i) => [
    ...(['ru', 'en'] as const).flatMap((language) =>
      label[language].trim() === ''
        ? [{ field: `questions[${i}].label.${language}`, message: 'must not be empty' }]
        : [],
    ),
    ...(kind === 'choice' && (choices.length < 2 || choices.some(({ ru, en }) => ru === '' || en === ''))
      ? [
          {
            field: `questions[${i}].choices`,
            message: 'a choice needs two answers or more, in both languages',
          },
        ]
      : []),
  ]);
