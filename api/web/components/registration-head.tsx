import type { Fault } from '../../../domain/fault';
import type { Question } from '../../../domain/question';
import type { ServiceView } from '../../../store/services';
import type { Visitor } from '../visitor';
import { Csrf, EnterButton, Input } from './form-parts';

/** What a form for a new ticket knows, whoever fills it in. */
export interface RegistrationProps {
  readonly visitor: Visitor;
  readonly services: readonly ServiceView[];
  /** What is asked for the chosen service. */
  readonly questions: readonly Question[];
  /** What was typed so far. */
  readonly draft: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  /** Comes back with the form: one ticket, however often it is sent. */
  readonly once: string;
}

interface Props extends Pick<RegistrationProps, 'visitor' | 'draft' | 'once'> {
  readonly words: { readonly submit: string; readonly subject: string };
  /** The cursor begins at the subject: for those who have a keyboard. */
  readonly autofocus?: boolean;
}

/** How such a form begins, up to the subject. */
export const RegistrationHead = ({ visitor, words, draft, once, autofocus = false }: Props) => (
  <>
    <Csrf visitor={visitor} />
    <EnterButton label={words.submit} />
    <input type="hidden" name="once" value={once} />
    <Input
      name="title"
      label={words.subject}
      value={draft.title ?? ''}
      placeholder={visitor.texts.register.subjectHint}
      autocomplete="off"
      autofocus={autofocus}
      required
    />
  </>
);
