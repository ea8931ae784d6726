import { condition, defineSignal, setCurrentDetails, setHandler } from '@temporalio/workflow';
import { wakeSignal } from './messages';
import { gates } from './proxies';

const wake = defineSignal<[unknown?]>(wakeSignal);

/** The gate of one system: begins when it was found down, asks until it answers, then wakes who waited, and ends. */
export async function system({ system: name }: { readonly system: string }): Promise<void> {
  let woken = true;
  setHandler(wake, () => {
    woken = true;
  });
  while (woken) {
    woken = false;
    setCurrentDetails(
      `**${name}** does not answer, or does not take our key. Asked again every few seconds; tickets wait.`,
    );
    const found = await gates.probeSystem({ system: name });
    setCurrentDetails(
      `**${name}** answers again; the tickets that waited are being woken, the most urgent first.`,
    );
    await gates.releaseSystem({ system: name, ...found });
    await condition(() => woken, '1s');
  }
}
