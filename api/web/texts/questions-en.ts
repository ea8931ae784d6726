import type { QuestionsTexts } from './questions-ru';

export const questionsEn: QuestionsTexts = {
  title: 'Questions at registration',
  mustHint: '(* required)',
  of: (service) => `Questions of “${service}”`,
  hint: 'They are asked in the forms of tickets, of calls and of the portal; the answers stand in the description.',
  none: 'No questions.',
  edit: 'Edit the questions',
  kind: { text: 'text', choice: 'choice', yesno: 'yes or no' },
  kindLabel: 'Kind of answer',
  label: 'Question',
  choices: 'Choices, one a line: Russian | English',
  required: 'required',
  isNew: 'New question',
  emptyHint: 'A question without text is not kept: that is how one is removed.',
  save: 'Save',
  back: 'To the service',
  ask: 'Show the service’s questions',
  role: { desk: 'desk', tracker: 'tracker' },
  goesTo: 'Will go to',
  matrix: 'Priorities',
  matrixHint: 'The priority that a ticket gets by whom it concerns and how urgent it is.',
};
