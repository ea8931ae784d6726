import type { InputHTMLAttributes } from 'preact';
import type { Fault } from '../../../domain/fault';
import { faultText } from '../fault-text';
import type { Visitor } from '../visitor';

export const csrfField = '_csrf';

/** Proves that a form came from a page of ours. */
export const Csrf = ({ visitor }: { visitor: Visitor }) => (
  <input type="hidden" name={csrfField} value={visitor.csrf} />
);

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
}

export const Select = ({ name, label, value, choices }: SelectProps) => (
  <label>
    <span>{label}</span>
    <select name={name}>
      {choices.map((choice) => (
        <option value={choice.value} selected={choice.value === value}>
          {choice.label}
        </option>
      ))}
    </select>
  </label>
);

interface InputProps {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly type?: 'search' | 'password' | 'email' | 'tel';
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly autofocus?: boolean;
  readonly autocomplete?: 'username' | 'current-password' | 'new-password' | 'email' | 'off';
}

export const Input = ({ label, ...input }: InputProps) => (
  <label>
    <span>{label}</span>
    <input {...(input as InputHTMLAttributes)} />
  </label>
);

/** What is wrong with what was sent, field by field. */
export const Faults = ({ visitor, faults }: { visitor: Visitor; faults: readonly Fault[] }) =>
  faults.length === 0 ? null : (
    <div class="faults" role="alert">
      <p>{visitor.texts.faults.fields}</p>
      <ul>
        {faults.map(({ field, message }) => (
          <li>
            <b>{fieldLabel(field, visitor)}</b>: {faultText(message, visitor.texts)}
          </li>
        ))}
      </ul>
    </div>
  );

/** A field in the reader's words where it has some. */
const fieldLabel = (field: string, { texts }: Visitor): string => {
  const { work, register } = texts;
  const known: Readonly<Record<string, string>> = {
    ...texts.field,
    reason: work.reason,
    other: work.other,
    into: work.mergeInto,
    relation: work.relationLabel,
    body: texts.comments.text,
    name: register.name,
    email: register.email,
    phone: register.phone,
    'requester.id': texts.field.requester,
    'requester.name': register.name,
    'requester.email': register.email,
    'requester.phone': register.phone,
  };
  return known[field] ?? field;
};

/** What is wrong with a form as a whole, in one sentence; nothing when all is well. */
export const FaultNote = ({ fault }: { fault: string | undefined }) =>
  fault ? (
    <p class="faults" role="alert">
      {fault}
    </p>
  ) : null;

/** Choices among what has a name, or none of them. */
export const named = (
  all: readonly { readonly id: number; readonly name: string }[],
  none: string,
): readonly Choice[] => [
  { value: '', label: none },
  ...all.map(({ id, name }) => ({ value: String(id), label: name })),
];

/** What Enter presses: the first button of a form, which nobody sees. */
export const EnterButton = ({ label }: { label: string }) => (
  <button class="skip" tabIndex={-1} aria-hidden="true">
    {label}
  </button>
);

/** The names of a set of values as choices. */
export const choicesOf = <K extends string>(names: { readonly [key in K]: string }): readonly Choice[] =>
  (Object.keys(names) as K[]).map((value) => ({ value, label: names[value] }));
