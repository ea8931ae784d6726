import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import { bareSignal, type BareCall, type BareChange } from './messages';

const { call } = proxyActivities<{ call(what: BareCall): Promise<void> }>({ startToCloseTimeout: '1m' });
const change = defineSignal<[BareChange]>(bareSignal);

/** The least that Temporal can be asked for: signals in, one activity for each remote write. No merge, no shadow, no lock. */
export async function bare(): Promise<void> {
  const changes: BareChange[] = [];
  setHandler(change, (one) => void changes.push(one));
  for (;;) {
    await condition(() => changes.length > 0);
    const { calls, last } = changes.shift()!;
    await Promise.all(calls.map((one) => call(one)));
    if (last) return;
  }
}
