import { createLogger } from '../../platform/log';
import type { Signaller, SignalSpec } from '../../platform/signal-with-start';
import { createWaker } from '../../platform/waker';

const spec = (id: string, args: readonly unknown[] = []): SignalSpec => ({
  workflowType: 'ticket',
  workflowId: id,
  taskQueue: 'tickets',
  signal: 'wake',
  args,
  summary: `Ticket ${id}`,
});

/** A client whose calls end when the test says so. */
const setUp = () => {
  const calls: { id: string; options: Record<string, unknown>; end: (error?: Error) => void }[] = [];
  const deadlines: number[] = [];
  const client = {
    withDeadline: (deadline: number, work: () => Promise<unknown>) => (deadlines.push(deadline), work()),
    workflow: {
      signalWithStart: (type: string, options: Record<string, unknown>) =>
        new Promise<void>((resolve, reject) => {
          const end = (error?: Error) => (error ? reject(error) : resolve());
          calls.push({ id: String(options.workflowId), options: { type, ...options }, end });
        }),
    },
  } as unknown as Signaller;
  const lines: string[] = [];
  const log = createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } });
  return { waker: createWaker(client, log), calls, deadlines, lines };
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a wake', () => {
  it('signals the workflow or starts it, with a deadline', () => {
    const { waker, calls, deadlines } = setUp();
    const before = Date.now();
    waker.wake(spec('ticket/SD-1', [{ number: 'SD-1' }]));
    expect(calls[0]?.options).toEqual({
      type: 'ticket',
      workflowId: 'ticket/SD-1',
      taskQueue: 'tickets',
      args: [{ number: 'SD-1' }],
      signal: 'wake',
      signalArgs: [],
      staticSummary: 'Ticket ticket/SD-1',
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
    expect(deadlines[0]).toBeGreaterThanOrEqual(before + 3_000);
    expect(deadlines[0]).toBeLessThanOrEqual(Date.now() + 3_000);
  });

  it('while one of the same workflow is under way is sent once more, however often it comes', async () => {
    const { waker, calls } = setUp();
    for (let i = 0; i < 50; i++) waker.wake(spec('a'));
    waker.wake(spec('b'));
    expect(calls.map(({ id }) => id)).toEqual(['a', 'b']);
    calls[0]?.end();
    await turn();
    expect(calls.map(({ id }) => id)).toEqual(['a', 'b', 'a']);
    calls[2]?.end();
    await turn();
    expect(calls).toHaveLength(3);
  });

  it('goes out with at most 8 others', async () => {
    const { waker, calls } = setUp();
    for (let i = 0; i < 100; i++) waker.wake(spec(String(i)));
    expect(calls).toHaveLength(8);
    calls[0]?.end();
    await turn();
    expect(calls).toHaveLength(9);
  });

  it('that fails is told, but not again and again', async () => {
    const { waker, calls, lines } = setUp();
    for (let i = 0; i < 20; i++) waker.wake(spec(String(i)));
    for (const { end } of calls) end(new Error('14 UNAVAILABLE'));
    await turn();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('UNAVAILABLE');
  });

  it('that waits is sent before the end', async () => {
    const { waker, calls } = setUp();
    waker.wake(spec('a'));
    waker.wake(spec('a'));
    const drained = waker.drain();
    calls[0]?.end();
    await turn();
    calls[1]?.end();
    await drained;
    expect(calls).toHaveLength(2);
    waker.wake(spec('c'));
    expect(calls).toHaveLength(2);
  });

  it('that never ends does not hold up the end', async () => {
    const { waker } = setUp();
    waker.wake(spec('a'));
    await expect(waker.drain(10)).resolves.toBeUndefined();
    await expect(setUp().waker.drain()).resolves.toBeUndefined();
  });
});
