import type { ComponentChildren } from 'preact';
import type { Fault } from '../../../domain/fault';
import { faultText } from '../fault-text';
import type { Visitor } from '../visitor';
import type { Choice } from './form-parts';

/** A form that is being filled in: what was typed so far, and what is wrong with it, by field. */
export interface Draft {
  readonly visitor: Visitor;
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

interface FieldProps {
  readonly draft: Draft;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

const idOf = (name: string): string => `fault-${name.replace(/[^\w-]+/g, '-')}`;

/** What ties an input to its fault, for eyes and for screen readers. */
const marks = ({ faults }: Draft, name: string) =>
  faults.some(({ field }) => field === name) ? { 'aria-invalid': true, 'aria-describedby': idOf(name) } : {};

/** What is wrong with a field, at the field. */
export const FaultAt = ({ draft, name }: { draft: Draft; name: string }) => {
  const wrong = draft.faults.filter(({ field }) => field === name);
  return wrong.length === 0 ? null : (
    <small class="fault" id={idOf(name)}>
      {wrong.map(({ message }) => faultText(message, draft.visitor.texts)).join('; ')}
    </small>
  );
};

const Around = ({ draft, name, label, hint, children }: FieldProps & { children: ComponentChildren }) => (
  <label>
    <span>{label}</span>
    {children}
    {hint && <small>{hint}</small>}
    <FaultAt draft={draft} name={name} />
  </label>
);

interface TextProps extends FieldProps {
  readonly type?: 'text' | 'date' | 'number' | 'datetime-local';
  readonly list?: string;
  readonly placeholder?: string;
}

export const TextField = ({ type = 'text', list, placeholder, ...field }: TextProps) => (
  <Around {...field}>
    <input
      name={field.name}
      type={type}
      value={field.draft.values[field.name] ?? ''}
      autocomplete="off"
      {...(list && { list })}
      {...(placeholder && { placeholder })}
      {...marks(field.draft, field.name)}
    />
  </Around>
);

export const TextArea = ({ rows, ...field }: FieldProps & { readonly rows: number }) => (
  <Around {...field}>
    <textarea name={field.name} rows={rows} {...marks(field.draft, field.name)}>
      {field.draft.values[field.name] ?? ''}
    </textarea>
  </Around>
);

export const ChoiceField = ({ choices, ...field }: FieldProps & { readonly choices: readonly Choice[] }) => (
  <Around {...field}>
    <select name={field.name} {...marks(field.draft, field.name)}>
      {choices.map(({ value, label }) => (
        <option value={value} selected={value === (field.draft.values[field.name] ?? '')}>
          {label}
        </option>
      ))}
    </select>
  </Around>
);

export const Tick = ({ draft, name, label }: FieldProps) => (
  <label class="tick">
    <input type="checkbox" name={name} value="on" checked={draft.values[name] === 'on'} /> {label}
  </label>
);

/** Says at the top that something is wrong, with what no field of the form stands for. */
export const FaultHead = ({ draft, known }: { draft: Draft; known: (field: string) => boolean }) => {
  const { visitor, faults } = draft;
  const others = faults.filter(({ field }) => !known(field));
  return faults.length === 0 ? null : (
    <div class="faults" role="alert">
      <p>{visitor.texts.agreements.notSaved(faults.length)}</p>
      {others.length > 0 && (
        <ul>
          {others.map(({ field, message }) => (
            <li>
              {field !== 'version' && <b>{labelOf(field, visitor)}: </b>}
              {faultText(message, visitor.texts)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

/** A field in the reader’s words where it has some. */
const labelOf = (field: string, { texts }: Visitor): string => {
  const known: Readonly<Record<string, unknown>> = {
    ...texts.agreements,
    ...texts.agreements.import,
    ...texts.reports,
  };
  const label = known[field];
  return typeof label === 'string' ? label : field;
};
