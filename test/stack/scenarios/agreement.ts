import type { InternalClock } from '../../../domain/sla/condition';
import type { Scene } from './scene';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const week = Object.fromEntries(days.map((day) => [day, [['00:00', '24:00']]]));

/** An organisation with a contract for every ticket of high priority, day and night. */
export const agree = async (
  { world }: Scene,
  number = 'Д-7',
  { reactionMinutes, resolutionMinutes, ...more }: Minutes = { reactionMinutes: 60, resolutionMinutes: 480 },
): Promise<void> => {
  const post = async (path: string, body: object) => {
    const { status, json } = await world.stack.api('POST', path, body);
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  };
  await post('/calendars', { name: `Always of ${number}`, timeZone: 'Europe/Moscow', week });
  await post('/organisations', { name: `Ромашка ${number}` });
  await post('/contracts', {
    number,
    organisation: `Ромашка ${number}`,
    services: [],
    calendar: `Always of ${number}`,
    startsOn: '2020-01-01',
    endsOn: '2099-12-31',
    targets: targets(reactionMinutes, resolutionMinutes),
    pauseOn: ['waiting_customer'],
    ...more,
  });
};

interface Minutes {
  readonly services?: readonly string[];
  readonly reactionMinutes: number;
  readonly resolutionMinutes: number;
  readonly internalClocks?: readonly InternalClock[];
}

/** For high priority alone. */
export const targets = (reactionMinutes: number, resolutionMinutes: number) => [
  { priority: 'high', reactionMinutes, resolutionMinutes },
];

/** Of the first organisation, if no other is named. */
export const member = async (
  { world }: Scene,
  name = 'Анна Договорная',
  organisation = 'Ромашка Д-7',
): Promise<Member> => {
  const number = organisation.slice(organisation.lastIndexOf('-') + 1);
  const person = {
    name,
    email: `member@romashka-${number}.example`,
    phone: `+7495123${number.padStart(4, '0')}`,
    organisation,
  };
  const { status, json } = await world.stack.api<{ id: string }>('POST', '/contacts', person);
  if (status !== 201) throw new Error(`the front answered ${status}: ${JSON.stringify(json)}`);
  return { ...person, id: json.id };
};

interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly organisation: string;
}
