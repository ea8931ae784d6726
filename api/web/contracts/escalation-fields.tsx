import { ChoiceField, FaultAt, TextField, type Draft } from '../components/draft-fields';
import { choicesOf } from '../components/form-parts';
import { actionKinds } from './escalation-rows';
import { rowCount } from './form-rows';

interface Props {
  readonly draft: Draft;
  /** Internal clocks, which levels may name too. */
  readonly clocks: readonly string[];
  readonly spare: number;
}

/** What is to be done before and after a deadline. */
export const EscalationFields = ({ draft, clocks, spare }: Props) => {
  const { agreements } = draft.visitor.texts;
  const rows = Array.from(
    { length: rowCount(draft.values, 'escalations') + spare },
    (_, i) => `escalations[${i}]`,
  );
  return (
    <section class="card">
      <h2>{agreements.escalations}</h2>
      <p class="hint">{agreements.escalationsHint}</p>
      {rows.map((row) => (
        <Row draft={draft} row={row} clocks={clocks} />
      ))}
    </section>
  );
};

const Row = ({ draft, row, clocks }: { draft: Draft; row: string; clocks: readonly string[] }) => {
  const { agreements } = draft.visitor.texts;
  // One that is gone from the contract stays chosen here until somebody chooses another: no level moves by itself.
  const chosen = draft.values[`${row}.clock`] ?? '';
  const own = ['', 'resolution', 'reaction', ...clocks].includes(chosen) ? clocks : [...clocks, chosen];
  const clockChoices = [
    { value: 'resolution', label: agreements.resolution },
    { value: 'reaction', label: agreements.reaction },
    ...own.map((name) => ({ value: name, label: name })),
  ];
  const sides = [
    { value: '-', label: agreements.before },
    { value: '+', label: agreements.after },
  ];
  return (
    <div class="row tight level">
      <ChoiceField draft={draft} name={`${row}.clock`} label={agreements.clock} choices={clockChoices} />
      <TextField draft={draft} name={`${row}.count`} label={agreements.amount} />
      <ChoiceField
        draft={draft}
        name={`${row}.unit`}
        label={agreements.unit}
        choices={choicesOf(agreements.units)}
      />
      <ChoiceField draft={draft} name={`${row}.sign`} label={agreements.when} choices={sides} />
      <ChoiceField
        draft={draft}
        name={`${row}.action`}
        label={agreements.doWhat}
        choices={actionKinds.map((value) => ({ value, label: agreements.action[value] }))}
      />
      <TextField draft={draft} name={`${row}.value`} label={agreements.value} />
      <FaultAt draft={draft} name={row} />
    </div>
  );
};
