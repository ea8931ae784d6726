import type { Fault } from '../../../domain/fault';
import type { InternalClock } from '../../../domain/sla/condition';
import { statuses, type Status } from '../../../domain/ticket';
import type { Language } from '../../../store/contacts';
import { minutesText } from '../minutes-text';
import { conditionFields, conditionsOf } from './clock-condition';
import { minutesIn } from './minutes-in';
import { numbersOf } from './numbers-of';
import { rowCount, rowsOf, ticked } from './form-rows';

type Fields = Readonly<Record<string, string>>;

const list = 'internalClocks';
/** As many as a contract may have, by the call (api/rest/contract-schema), and one that is too many. */
const mostClocks = 21;

/** How many clocks a form has rows for. */
export const clockCount = (fields: Fields): number => rowCount(fields, list, mostClocks);

/** The internal clocks of a form; one without name and time is none. Undefined: the form knows nothing of them. */
export const clocksOf = (fields: Fields) => {
  const rows = clockRows(fields);
  const read = rows.map(({ place, of }) => clockIn(fields, `${list}[${place}]`, of));
  return {
    clocks: clockCount(fields) === 0 ? undefined : read.map(({ clock }) => clock),
    faults: read.flatMap(({ faults }) => faults),
    places: rows.map(({ place }) => place),
  };
};

const clockRows = (fields: Fields) =>
  rowsOf(fields, list, (of) => of('name') !== '' || of('minutes') !== '', mostClocks);

/** The names that stand in the form, for what may refer to them. */
export const clockNamesIn = (fields: Fields): readonly string[] =>
  clockRows(fields)
    .map(({ of }) => of('name'))
    .filter((name) => name !== '');

const clockIn = (fields: Fields, row: string, of: (name: string) => string) => {
  const faults: Fault[] = [];
  const warnAt = numbersOf(fields, `${row}.warnAt`, 100);
  const { conditions, faults: ofConditions } = conditionsOf(fields, `${row}.rules`);
  const runsIn = statusesIn(fields, `${row}.runsIn`);
  const clock = {
    name: of('name'),
    minutes: minutesIn(of('minutes'), `${row}.minutes`, faults),
    starts: [],
    stops: [],
    ...conditions,
    ...(of('pause') === 'own' && { pauseOn: statusesIn(fields, `${row}.pauseOn`) }),
    ...(runsIn.length > 0 && { runsIn }),
    ...(warnAt.numbers.length > 0 && { warnAt: warnAt.numbers }),
  };
  return { clock, faults: [...faults, ...warnAt.faults, ...ofConditions] };
};

const statusesIn = (fields: Fields, ticks: string): readonly Status[] =>
  statuses.filter((status) => ticked(fields, ticks).includes(status));

/** The rows by which a form shows the internal clocks of a contract. */
export const clockFields = (clocks: readonly InternalClock[], language: Language): Fields =>
  Object.assign({}, ...clocks.map((clock, i) => rowFields(clock, `${list}[${i}]`, language))) as Fields;

const rowFields = (clock: InternalClock, row: string, language: Language): Fields => ({
  [`${row}.name`]: clock.name,
  [`${row}.minutes`]: minutesText(clock.minutes, language),
  [`${row}.warnAt`]: (clock.warnAt ?? []).join(', '),
  [`${row}.pause`]: clock.pauseOn ? 'own' : '',
  ...ticks(`${row}.pauseOn`, clock.pauseOn),
  ...ticks(`${row}.runsIn`, clock.runsIn),
  ...conditionFields(clock, `${row}.rules`),
});

const ticks = (of: string, names: readonly string[] = []): Fields =>
  Object.fromEntries(names.map((name) => [`${of}.${name}`, 'on']));

/** The form with one clock more, whose first rows say what starts and stops it. */
export const withNewClock = (fields: Fields): Fields => {
  const row = `${list}[${Math.min(clockCount(fields), mostClocks - 1)}]`;
  return {
    ...fields,
    [`${row}.name`]: '',
    [`${row}.rules[0].role`]: 'starts',
    [`${row}.rules[1].role`]: 'stops',
  };
};

/** Where in the form stands what a fault of the call names: `[0].starts[1]` is one of the rows of its conditions. */
export const clockPlace = (place: number | undefined, rest: string): string => {
  const row = `${list}[${place}]`;
  if (/^\.(starts|stops|restarts|resumes)\b/.test(rest)) return `${row}.rules`;
  const [single = '.name'] = /^\.(name|minutes|warnAt|pauseOn|runsIn)\b/.exec(rest) ?? [];
  return `${row}${single}`;
};
