import type { Figure, TemporalKind } from './figure';
import { calls } from './figures/calls';
import { drain } from './figures/drain';
import { lifecycles } from './figures/lifecycles';
import { openTickets } from './figures/open-tickets';
import { reconciliation } from './figures/reconciliation';
import { registration } from './figures/registration';
import { runningClocks } from './figures/running-clocks';
import { sla } from './figures/sla';
import { syncLatency } from './figures/sync-latency';

/** Every figure by its name. */
export const figures: Readonly<Record<string, Figure>> = {
  'sync-latency': syncLatency,
  lifecycles,
  registration,
  drain,
  reconciliation,
  'open-tickets': openTickets,
  sla,
  'running-clocks': runningClocks,
  calls,
};

/** The large ones run against a production server, where it can be had; the others against the one that `npm start` brings. */
export const serverFor = (figure: string, isBuildable: boolean): TemporalKind =>
  large.includes(figure) && isBuildable ? 'postgres' : 'dev';

/** What `npm run bench` measures, within 20 minutes. */
export const quick: readonly string[] = [
  'sync-latency',
  'lifecycles',
  'registration',
  'drain',
  'sla',
  'calls',
];
/** What `npm run bench:full` measures: the large ones. */
export const large: readonly string[] = ['reconciliation', 'open-tickets', 'running-clocks'];
