import type { Visitor } from '../visitor';
import { choicesOf, Select } from './form-parts';

interface Props {
  readonly visitor: Visitor;
  readonly draft: Readonly<Record<string, string>>;
}

/** Whom it concerns and how badly say the priority, unless it is chosen outright. */
export const PriorityFields = ({ visitor: { texts }, draft }: Props) => {
  const none = { value: '', label: '—' };
  return (
    <div class="row">
      <Select
        name="impact"
        label={texts.phone.impactLabel}
        value={draft.impact ?? ''}
        choices={[none, ...choicesOf(texts.phone.impact)]}
      />
      <Select
        name="urgency"
        label={texts.phone.urgencyLabel}
        value={draft.urgency ?? ''}
        choices={[none, ...choicesOf(texts.phone.urgency)]}
      />
      <Select
        name="priority"
        label={texts.field.priority}
        value={draft.priority ?? ''}
        choices={[{ value: '', label: texts.phone.byBoth }, ...choicesOf(texts.priority)]}
      />
    </div>
  );
};
