import type { CalendarView } from '../../../store/calendars';
import type { OrganisationView } from '../../../store/organisations';
import type { ServiceView } from '../../../store/services';
import { reactionKinds } from '../../../domain/sla/condition';
import { isDone } from '../../../domain/status';
import { statuses } from '../../../domain/ticket';
import { ChoiceField, FaultAt, FaultHead, TextField, Tick, type Draft } from '../components/draft-fields';
import { choicesOf, Csrf, named } from '../components/form-parts';
import { Page } from '../components/page';
import type { Texts } from '../texts/index';
import { ClockFields } from './clock-fields';
import { clockNamesIn } from './clock-rows';
import { EscalationFields } from './escalation-fields';
import { rowCount } from './form-rows';
import type { Meaning } from './meaning';
import { MeaningCard } from './meaning-card';

/** What a contract may refer to. */
export interface ContractChoices {
  readonly organisations: readonly OrganisationView[];
  readonly services: readonly ServiceView[];
  readonly calendars: readonly CalendarView[];
}

interface Props {
  readonly draft: Draft;
  readonly choices: ContractChoices;
  /** Null: a new one. */
  readonly contract: {
    readonly id: number;
    readonly number: string;
  } | null;
  /** Names of the outside systems. */
  readonly systems: readonly string[];
  /** Undefined while the form cannot be understood yet. */
  readonly meaning: Meaning | undefined;
  /** Empty rows at the end. */
  readonly spare: number;
}

/** Create or edit a contract; what it would mean stands beside. Nothing of it needs JavaScript. */
export const ContractFormPage = ({ draft, choices, contract, systems, meaning, spare }: Props) => {
  const { visitor } = draft;
  const { agreements } = visitor.texts;
  const action = contract ? `/contracts/${contract.id}` : '/contracts';
  const title = contract ? `${agreements.contract} ${contract.number}` : agreements.newContract;
  return (
    <Page visitor={visitor} title={title} here={contract ? `${action}/edit` : '/contracts/new'}>
      <h1>{title}</h1>
      <FaultHead draft={draft} known={isShown} />
      <form method="post" action={action} class="columns" data-preview="meaning">
        <div>
          <Csrf visitor={visitor} />
          <input type="hidden" name="version" value={draft.values.version ?? ''} />
          {/* What Enter presses: the first button of a form. */}
          <button class="skip" name="do" value="save" tabIndex={-1} aria-hidden="true">
            {agreements.save}
          </button>
          <General draft={draft} choices={choices} />
          <Targets draft={draft} services={choices.services} spare={spare} />
          <Rules draft={draft} />
          <ClockFields draft={draft} systems={systems} spare={spare > 0 ? spare : 1} />
          <EscalationFields draft={draft} clocks={clockNamesIn(draft.values)} spare={spare > 0 ? spare : 1} />
          <Entitlement draft={draft} />
          <p class="buttons">
            <button class="primary" name="do" value="save">
              {agreements.save}
            </button>
            <button name="do" value="rows">
              {agreements.moreRows}
            </button>
            <a href={contract ? action : '/contracts'}>{agreements.cancel}</a>
          </p>
        </div>
        <aside class="sticky">
          <MeaningCard
            visitor={visitor}
            meaning={meaning}
            services={choices.services}
            asks={<TextField draft={draft} name="at" type="datetime-local" label={agreements.meaning.at} />}
          />
        </aside>
      </form>
    </Page>
  );
};

const isShown = (field: string): boolean =>
  /^(number|organisation|startsOn|endsOn|calendar|services|pauseOn|warnAt|reactionBy|noticeDays|onChange|at)$|^(targets\[|escalations\[|internalClocks\[|entitlement\.)/.test(
    field,
  );

const General = ({ draft, choices }: { draft: Draft; choices: ContractChoices }) => {
  const { agreements } = draft.visitor.texts;
  return (
    <section class="card">
      <div class="row">
        <TextField draft={draft} name="number" label={agreements.number} />
        <ChoiceField
          draft={draft}
          name="organisation"
          label={agreements.organisation}
          choices={named(choices.organisations, agreements.choose)}
        />
      </div>
      <div class="row">
        <TextField draft={draft} name="startsOn" label={agreements.startsOn} type="date" />
        <TextField draft={draft} name="endsOn" label={agreements.endsOn} type="date" />
        <ChoiceField
          draft={draft}
          name="calendar"
          label={agreements.calendar}
          choices={named(choices.calendars, agreements.choose)}
        />
        <TextField
          draft={draft}
          name="noticeDays"
          label={agreements.noticeDays}
          placeholder="60, 30, 7"
          hint={agreements.noticeHint}
        />
      </div>
      <fieldset>
        <legend>{agreements.covered}</legend>
        {choices.services.map(({ id, name }) => (
          <Tick draft={draft} name={`services.${id}`} label={name} />
        ))}
        {choices.services.length === 0 && <p class="hint">{agreements.noServices}</p>}
        <FaultAt draft={draft} name="services" />
      </fieldset>
    </section>
  );
};

const Targets = ({
  draft,
  services,
  spare,
}: {
  draft: Draft;
  services: readonly ServiceView[];
  spare: number;
}) => {
  const { texts } = draft.visitor;
  const { agreements } = texts;
  const rows = Array.from({ length: rowCount(draft.values, 'targets') + spare }, (_, i) => `targets[${i}]`);
  return (
    <section class="card">
      <h2>{agreements.targets}</h2>
      <p class="hint">{agreements.targetsHint}</p>
      {rows.map((row) => (
        <div class="row tight">
          <ChoiceField
            draft={draft}
            name={`${row}.priority`}
            label={agreements.priority}
            choices={choicesOf(texts.priority)}
          />
          <ChoiceField
            draft={draft}
            name={`${row}.service`}
            label={agreements.service}
            choices={named(services, agreements.allServices)}
          />
          <TextField draft={draft} name={`${row}.reaction`} label={agreements.reaction} />
          <TextField draft={draft} name={`${row}.resolution`} label={agreements.resolution} />
          <FaultAt draft={draft} name={row} />
        </div>
      ))}
    </section>
  );
};

const pausing = statuses.filter((status) => !isDone(status));

const Rules = ({ draft }: { draft: Draft }) => {
  const { texts } = draft.visitor;
  const { agreements } = texts;
  return (
    <section class="card">
      <div class="row">
        <Ticks draft={draft} list="pauseOn" label={agreements.pauseOn} names={texts.status} keys={pausing} />
        <Ticks
          draft={draft}
          list="reactionBy"
          label={agreements.reactionByLabel}
          names={agreements.reactionBy}
          keys={reactionKinds}
        />
      </div>
      <div class="row">
        <TextField draft={draft} name="warnAt" label={agreements.warnAt} placeholder="50, 75, 90" />
        <ChoiceField
          draft={draft}
          name="onChange"
          label={agreements.onChange}
          choices={choicesOf(agreements.changePolicy)}
          hint={agreements.onChangeHint}
        />
      </div>
    </section>
  );
};

interface TicksProps<K extends string> {
  readonly draft: Draft;
  readonly list: string;
  readonly label: string;
  readonly names: { readonly [key in K]: string };
  readonly keys: readonly K[];
}

const Ticks = <K extends string>({ draft, list, label, names, keys }: TicksProps<K>) => (
  <fieldset>
    <legend>{label}</legend>
    {keys.map((key) => (
      <Tick draft={draft} name={`${list}.${key}`} label={names[key]} />
    ))}
    <FaultAt draft={draft} name={list} />
  </fieldset>
);

const Entitlement = ({ draft }: { draft: Draft }) => {
  const { agreements }: Texts = draft.visitor.texts;
  return (
    <section class="card">
      <h2>{agreements.entitlement}</h2>
      <p class="hint">{agreements.entitlementHint}</p>
      <div class="row">
        <TextField draft={draft} name="entitlement.tickets" label={agreements.tickets} />
        <TextField draft={draft} name="entitlement.hours" label={agreements.hours} />
        <ChoiceField
          draft={draft}
          name="entitlement.per"
          label={agreements.per}
          choices={choicesOf(agreements.periods)}
        />
      </div>
    </section>
  );
};
