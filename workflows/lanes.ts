import { CancellationScope } from '@temporalio/workflow';
import type { Plan } from '../activities/activities';
import { urgency } from '../domain/sla/next';
import { pushTo } from './proxies';

/**
 * The pushes of one ticket: one lane per record, independent of each other, at most one push in flight in each. A lane that
 * ends behind the newest version goes on by itself.
 */
export class Lanes {
  private readonly running = new Set<number>();
  private version = 0;
  private sla: Plan['sla'];

  constructor(
    private readonly number: string,
    private readonly mergeAgain: () => void,
  ) {}

  get idle(): boolean {
    return this.running.size === 0;
  }

  /** Starts a lane for every record that is behind and has none. A compensation runs one after the other, to its end. */
  async follow(plan: Plan): Promise<void> {
    this.version = plan.version;
    this.sla = plan.sla;
    if (plan.inOrder) {
      await CancellationScope.nonCancellable(async () => {
        for (const lane of plan.lanes) if (!this.running.has(lane.linkId)) await this.run(lane);
      });
      return;
    }
    for (const lane of plan.lanes) if (!this.running.has(lane.linkId)) void this.run(lane);
  }

  /** Nearness to breach orders the pushes of all tickets; without a deadline they keep the middle. */
  private urgency(): number | undefined {
    return this.sla?.due === undefined ? undefined : urgency(this.sla, Date.now());
  }

  private async run({ linkId, system }: Plan['lanes'][number]): Promise<void> {
    this.running.add(linkId);
    try {
      for (;;) {
        const result = await pushTo(system, this.number, linkId, this.urgency());
        if (result.outcome !== 'confirmed') return this.mergeAgain();
        if (result.version >= this.version) return;
      }
    } catch {
      // Cancelled by hand, or nobody served that system for a day; the sweeper wakes the ticket if it is still behind.
    } finally {
      this.running.delete(linkId);
    }
  }
}
