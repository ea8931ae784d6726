import type { CallView } from '../../../store/calls/call-view';

/** Whose page it is. */
export interface Viewer {
  readonly userId: number;
  readonly login: string;
}

/** Calls of one person's page, in the order in which they stand there. */
export interface CallsFor {
  /** Those that he talks, the newest first. */
  readonly mine: readonly CallView[];
  /** What rings at his own telephone, then what rings longest. */
  readonly ringing: readonly CallView[];
}

/**
 * Of the calls that go on: an answered one is shown to who answered it and to nobody else, a ringing one to everybody who may
 * see calls at all. Page and live stream both ask here.
 */
export const callsFor = (going: readonly CallView[], viewer: Viewer): CallsFor => {
  const mine = going.filter(({ state, operatorId }) => state === 'answered' && operatorId === viewer.userId);
  const ringing = going.filter(
    (call) => !mine.includes(call) && (call.state === 'ringing' || ringsAtHim(call, viewer)),
  );
  const rank = (call: CallView): number => (ringsAtHim(call, viewer) ? 0 : 1);
  return { mine, ringing: ringing.sort((a, b) => rank(a) - rank(b) || a.id - b.id) };
};

export const ringsAtHim = ({ ringsAt }: CallView, { login }: Viewer): boolean => ringsAt.includes(login);

/** Those that he talks, and those that ring at his telephone: what concerns him while he fills in a form. */
export const atTelephoneOf = (going: readonly CallView[], viewer: Viewer): readonly CallView[] => {
  const { mine, ringing } = callsFor(going, viewer);
  return [...mine, ...ringing.filter((call) => ringsAtHim(call, viewer))];
};

/** Differs when what is shown beside a form does. */
export const signOf = (calls: readonly CallView[]): string =>
  calls.map(({ id, state, contact, ticket }) => [id, state, contact, ticket].join(' ')).join(', ');

/** Calls looked at closely on one screen; more are listed by name and number. */
export const mostShown = 6;

/** Those of a page that tell everything of who calls. */
export const closelyFor = ({ mine, ringing }: CallsFor): readonly CallView[] => [
  ...mine.slice(0, mostShown),
  ...ringing.slice(0, mostShown),
];
