import { reactionKinds } from '../../../domain/sla/condition';
import { statuses } from '../../../domain/ticket';
import { ChoiceField, FaultAt, TextField, Tick, type Draft } from '../components/draft-fields';
import { choicesOf } from '../components/form-parts';
import { conditionRoles, kindsOffered, mostConditions } from './clock-condition';
import { clockCount } from './clock-rows';
import { rowCount } from './form-rows';

interface Props {
  readonly draft: Draft;
  /** Names of the outside systems. */
  readonly systems: readonly string[];
  /** Empty rows at the end of every clock. */
  readonly spare: number;
}

/** Clocks inside the house: what starts and stops each. */
export const ClockFields = ({ draft, systems, spare }: Props) => {
  const { agreements } = draft.visitor.texts;
  const { clocks } = agreements;
  const rows = Array.from({ length: clockCount(draft.values) }, (_, i) => `internalClocks[${i}]`);
  return (
    <section class="card" id="clocks">
      <h2>{clocks.title}</h2>
      <p class="hint">{clocks.hint}</p>
      {rows.map((row) => (
        <Clock draft={draft} row={row} systems={systems} spare={spare} />
      ))}
      <p class="buttons">
        <button name="do" value="clock">
          {clocks.add}
        </button>
      </p>
    </section>
  );
};

const Clock = ({ draft, row, systems, spare }: Props & { row: string }) => {
  const { agreements } = draft.visitor.texts;
  const { clocks } = agreements;
  const list = `${row}.rules`;
  const rules = Array.from(
    { length: rowCount(draft.values, list, mostConditions) + spare },
    (_, i) => `${list}[${i}]`,
  );
  return (
    <fieldset class="clock">
      <legend>{draft.values[`${row}.name`] || clocks.unnamed}</legend>
      <div class="row">
        <TextField draft={draft} name={`${row}.name`} label={clocks.name} hint={clocks.nameHint} />
        <TextField draft={draft} name={`${row}.minutes`} label={clocks.minutes} />
        <TextField draft={draft} name={`${row}.warnAt`} label={agreements.warnAt} />
        <ChoiceField
          draft={draft}
          name={`${row}.pause`}
          label={clocks.pause}
          choices={[
            { value: '', label: clocks.asContract },
            { value: 'own', label: clocks.own },
          ]}
        />
      </div>
      <Statuses draft={draft} name={`${row}.pauseOn`} label={agreements.pauseOn} when="own" />
      <Statuses draft={draft} name={`${row}.runsIn`} label={clocks.runsIn} />
      {rules.map((rule) => (
        <Rule draft={draft} row={rule} systems={systems} />
      ))}
      <FaultAt draft={draft} name={list} />
    </fieldset>
  );
};

/** One thing that happens, and what the clock does then; what does not belong to it is hidden where style sheets are heeded. */
const Rule = ({ draft, row, systems }: Pick<Props, 'draft' | 'systems'> & { row: string }) => {
  const { agreements } = draft.visitor.texts;
  const { clocks } = agreements;
  const system = draft.values[`${row}.system`] ?? '';
  const known = system === '' || systems.includes(system) ? systems : [...systems, system];
  return (
    <div class="row tight rule">
      <ChoiceField
        draft={draft}
        name={`${row}.on`}
        label={clocks.event}
        choices={kindsOffered(draft.values[`${row}.on`]).map((value) => ({
          value,
          label: clocks.kinds[value],
        }))}
      />
      <ChoiceField
        draft={draft}
        name={`${row}.role`}
        label={clocks.role}
        choices={[
          { value: '', label: clocks.noRole },
          ...conditionRoles.map((value) => ({ value, label: clocks.roles[value] })),
        ]}
      />
      <div class="of-system">
        <ChoiceField
          draft={draft}
          name={`${row}.system`}
          label={clocks.system}
          choices={[
            { value: '', label: clocks.anySystem },
            ...known.map((name) => ({ value: name, label: name })),
          ]}
        />
      </div>
      <Statuses draft={draft} name={`${row}.to`} label={clocks.to} when="status" />
      <fieldset class="of-reaction ticks">
        <legend>{agreements.reactionByLabel}</legend>
        {reactionKinds.map((kind) => (
          <Tick draft={draft} name={`${row}.by.${kind}`} label={agreements.reactionBy[kind]} />
        ))}
        <FaultAt draft={draft} name={`${row}.by`} />
      </fieldset>
    </div>
  );
};

interface StatusesProps {
  readonly draft: Draft;
  readonly name: string;
  readonly label: string;
  /** Absent: always of use. */
  readonly when?: 'own' | 'status';
}

const Statuses = ({ draft, name, label, when }: StatusesProps) => (
  <fieldset class={`ticks${when ? ` of-${when}` : ''}`}>
    <legend>{label}</legend>
    {choicesOf(draft.visitor.texts.status)
      .filter(({ value }) => statuses.some((status) => status === value))
      .map(({ value, label: words }) => (
        <Tick draft={draft} name={`${name}.${value}`} label={words} />
      ))}
    <FaultAt draft={draft} name={name} />
  </fieldset>
);
