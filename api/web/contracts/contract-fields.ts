import { usualNoticeDays } from '../../../domain/contract-life';
import { reactionKinds } from '../../../domain/sla/condition';
import { priorities } from '../../../domain/ticket';
import type { ContractView } from '../../../store/contracts';
import type { Language } from '../../../store/contacts';
import { minutesText } from '../minutes-text';
import { clockFields } from './clock-rows';
import { escalationFields } from './escalation-rows';

type Fields = Readonly<Record<string, string>>;

/** The form of a contract that exists, filled in. */
export const contractFields = (contract: ContractView, language: Language): Fields => {
  const { terms } = contract;
  const ticks = (list: string, names: readonly string[]): Fields =>
    Object.fromEntries(names.map((name) => [`${list}.${name}`, 'on']));
  return {
    number: contract.number,
    organisation: String(contract.organisation.id),
    startsOn: contract.startsOn,
    endsOn: contract.endsOn,
    calendar: String(contract.calendar?.id ?? ''),
    version: String(contract.version),
    warnAt: terms.warnAt.join(', '),
    noticeDays: (terms.noticeDays ?? usualNoticeDays).join(', '),
    onChange: terms.onChange ?? 'keep',
    'entitlement.tickets': String(terms.entitlement?.tickets ?? ''),
    'entitlement.hours': String(terms.entitlement?.hours ?? ''),
    'entitlement.per': terms.entitlement?.per ?? 'month',
    ...ticks('services', terms.services),
    ...ticks('pauseOn', terms.pauseOn),
    ...ticks('reactionBy', terms.reactionBy ?? reactionKinds),
    ...targetFields(terms.targets, language),
    ...escalationFields(terms.escalations),
    ...clockFields(terms.internalClocks ?? [], language),
  };
};

const targetFields = (targets: ContractView['terms']['targets'], language: Language): Fields =>
  Object.fromEntries(
    targets.flatMap(({ priority, service, reactionMinutes, resolutionMinutes }, i) => [
      [`targets[${i}].priority`, priority],
      [`targets[${i}].service`, service ?? ''],
      [`targets[${i}].reaction`, minutesText(reactionMinutes, language)],
      [`targets[${i}].resolution`, minutesText(resolutionMinutes, language)],
    ]),
  );

/** What stands in the form of a new contract: a year from today, a row for each priority, the usual choices. */
export const newContractFields = (today: string): Fields => ({
  startsOn: today,
  endsOn: yearAfter(today),
  warnAt: '50, 75, 90',
  noticeDays: usualNoticeDays.join(', '),
  onChange: 'keep',
  'pauseOn.waiting_customer': 'on',
  'entitlement.per': 'month',
  ...Object.fromEntries(reactionKinds.map((kind) => [`reactionBy.${kind}`, 'on'])),
  ...Object.fromEntries(priorities.toReversed().map((priority, i) => [`targets[${i}].priority`, priority])),
});

/** The last day of the year that begins with this day. */
const yearAfter = (day: string): string => {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCFullYear(at.getUTCFullYear() + 1);
  return new Date(at.getTime() - 86_400_000).toISOString().slice(0, 10);
};
