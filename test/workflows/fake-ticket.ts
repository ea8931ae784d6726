import type { Plan, PushOutcome } from '../../activities/activities';
import type { Status } from '../../domain/ticket';

type Push = (linkId: number, pushOn: () => PushOutcome) => Promise<PushOutcome>;

/** What Postgres would know of one ticket: its version, and which version each of its records shows. */
export class FakeTicket {
  version = 1;
  status: Status = 'new';
  parked: readonly string[] = [];
  /** Systems that have left the configuration. */
  removed: readonly string[] = [];
  undone = false;
  hasProblems = false;
  endsAt: number | undefined;
  sla: Plan['sla'];
  merges = 0;
  /** What every merge waits for. */
  mergesWaitFor: Promise<void> = Promise.resolve();
  /** Every push that ended, as link@version. */
  readonly pushed: string[] = [];
  private readonly confirmed = new Map<number, number>();

  /** `systems`: one record in each, with link ids from 1. `how`: what is special about a push. */
  constructor(
    readonly systems: readonly string[],
    private readonly how: Push = async (_linkId, pushOn) => pushOn(),
  ) {}

  /** Somebody committed something. */
  change(status: Status = this.status): void {
    this.version += 1;
    this.status = status;
  }

  get isUpToDate(): boolean {
    return this.systems.every((_, i) => (this.confirmed.get(i + 1) ?? 0) === this.version);
  }

  readonly mergeTicket = async (): Promise<Plan> => {
    this.merges += 1;
    await this.mergesWaitFor;
    const behind = this.systems
      .map((system, i) => ({ linkId: i + 1, system }))
      .filter(({ system }) => !this.removed.includes(system))
      .filter(({ linkId }) => (this.confirmed.get(linkId) ?? 0) < this.version);
    const lanes = behind.filter(({ system }) => !this.parked.includes(system));
    return {
      version: this.version,
      status: this.status,
      lanes: this.undone ? lanes.reverse() : lanes,
      parked: this.parked.filter((system) => behind.some((lane) => lane.system === system)),
      systems: [...this.systems].sort(),
      hasProblems: this.hasProblems,
      inOrder: this.undone,
      ...(this.sla && { sla: this.sla }),
      ...(this.endsAt !== undefined && { endsAt: this.endsAt }),
    };
  };

  readonly push = async ({ linkId }: { readonly linkId: number }): Promise<PushOutcome> => {
    const { version } = this;
    return this.how(linkId, () => {
      this.confirmed.set(linkId, version);
      this.pushed.push(`${linkId}@${version}`);
      return { outcome: 'confirmed', version };
    });
  };
}
