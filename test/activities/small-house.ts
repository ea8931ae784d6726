import type { Info } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { Deps, System } from '../../activities/deps';
import { createPush } from '../../activities/push/push';
import type { PushOutcome } from '../../activities/push/outcome';
import { readRecord } from '../../activities/read-record';
import type { Connector } from '../../connectors/port';
import type { AnySystemConfig } from '../../connectors/system-config';
import { linksOf } from '../../store/links';
import { mergeAndPlan } from '../../store/plan';
import { ticketByNumber } from '../../store/tickets';
import { desk, tracker } from '../domain/rules';
import type { House } from '../store/house';
import type { RecordKeeper } from './record-keeper';

/** Everything between the database and the systems, without Temporal: lanes run one after the other, when they are told to. */
export interface SmallHouse {
  readonly deps: Deps;
  /** Merges and pushes until nothing of the ticket is behind. */
  settle(number: string): Promise<void>;
  /** One attempt to push into the ticket's record of this system; `as` of which attempt. Rejects when it is to be tried again. */
  push(number: string, system: string, as?: Partial<Info>): Promise<PushOutcome>;
  /** Reads every record of the ticket, as the readers do when a hook comes. */
  hear(number: string): Promise<void>;
  /** The ticket's record in this system. */
  recordOf(number: string, system: string): Promise<string>;
}

/** One record keeper as the desk, another as the tracker; both are waited for 5 s. */
export const deskAndTracker = (rt: RecordKeeper, redmine: RecordKeeper) => [
  { config: { name: desk.name, role: 'desk' as const, requestTimeoutSeconds: 5 }, connector: rt.connector },
  {
    config: { name: tracker.name, role: 'tracker' as const, requestTimeoutSeconds: 5 },
    connector: redmine.connector,
  },
];

/** Puts these systems behind the house's database. */
export const smallHouse = (
  house: House,
  systems: readonly { readonly config: Partial<AnySystemConfig>; readonly connector: Connector }[],
): SmallHouse => {
  const nothing = () => undefined;
  const deps: Deps = {
    db: house.db,
    rules: house.rules,
    systems: new Map(
      systems.map(({ config, connector }) => [
        config.name!,
        { config: { language: 'en', ...config }, connector } as unknown as System,
      ]),
    ),
    installation: 'smallhouse',
    publicUrl: 'http://front.test',
    wake: nothing,
    wakeContract: () => undefined,
    wakeGate: async () => undefined,
    log: { info: nothing, warn: nothing, error: nothing },
  };
  const push = (linkId: number, as?: Partial<Info>) =>
    new MockActivityEnvironment({ scheduledTimestampMs: Date.now(), ...as }).run(createPush(deps), {
      linkId,
    }) as Promise<PushOutcome>;
  const linksFor = async (number: string) => linksOf(house.db, (await ticketByNumber(house.db, number))!.id);
  return {
    deps,
    async settle(number) {
      for (let round = 0; round < 30; round += 1) {
        const { lanes } = await mergeAndPlan(house.db, number, house.rules);
        if (lanes.length === 0) return;
        for (const { linkId } of lanes) await push(linkId);
      }
      throw new Error(`${number} does not come to rest`);
    },
    async push(number, system, as) {
      return push((await linksFor(number)).find((link) => link.system === system)!.id, as);
    },
    async hear(number) {
      for (const { system, recordId } of await linksFor(number))
        if (recordId !== null) await readRecord(deps, system, recordId);
    },
    recordOf: async (number, system) =>
      (await linksFor(number)).find((link) => link.system === system)!.recordId!,
  };
};
