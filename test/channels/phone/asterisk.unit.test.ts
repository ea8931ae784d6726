import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { FrameReader, type Frame } from '../../../channels/phone/asterisk/frames';
import { CallTracker } from '../../../channels/phone/asterisk/tracker';
import { callOf, type Call } from '../../../domain/call/call-of';
import type { CallEvent } from '../../../domain/call/event';

const bytesOf = (name: string) => readFileSync(path.join(__dirname, 'transcripts', `${name}.ami.txt`));
const framesOf = (name: string): readonly Frame[] =>
  new FrameReader()
    .take(Buffer.concat([bytesOf(name), Buffer.from('\r\n\r\n')]))
    .filter(({ Event }) => Event);

const agents = new Set(['PJSIP/agent1', 'PJSIP/agent2']);
const heard = (frames: readonly Frame[]): readonly CallEvent[] => {
  const tracker = new CallTracker(agents);
  return frames.flatMap((frame) => tracker.hear(frame, Number(frame.Timestamp) * 1000 || 0));
};
/** As they are kept: one of each leg, kind and key. */
const kept = (events: readonly CallEvent[]): readonly CallEvent[] =>
  events.filter(
    (a, i) => events.findIndex((b) => b.legId === a.legId && b.kind === a.kind && b.key === a.key) === i,
  );
const callsOf = (frames: readonly Frame[]): readonly Call[] => {
  const events = kept(heard(frames));
  const legs = [...new Set(events.map(({ legId }) => legId))];
  return legs.map((leg) => callOf(events.filter(({ legId }) => legId === leg)));
};

const outcomes = [
  [
    'queue-answer',
    { state: 'ended', operator: 'PJSIP/agent1', queue: 'support', cause: 'normalClearing', direction: 'in' },
  ],
  ['direct', { state: 'ended', operator: 'PJSIP/agent1', cause: 'normalClearing' }],
  ['busy', { state: 'missed', cause: 'busy' }],
  ['cancel', { state: 'missed', cause: 'cancel' }],
] as const;

describe('what a real Asterisk said', () => {
  it.each(outcomes)('%s is one call', (name, outcome) => {
    expect(callsOf(framesOf(name))).toEqual([expect.objectContaining(outcome)]);
  });

  it('tells who calls, and at whose telephone it rings, before it is answered', () => {
    const frames = framesOf('queue-answer');
    const until = frames.findIndex(({ Event }) => Event === 'DialEnd');
    expect(callsOf(frames.slice(0, until))).toEqual([
      expect.objectContaining({
        state: 'ringing',
        from: '+79991234570',
        callerName: 'Maria',
        to: '100',
        ringsAt: ['PJSIP/agent1'],
      }),
    ]);
  });

  it.each(outcomes)(
    '%s is the same call when its events come in another order, and doubled',
    (name, { state }) => {
      const frames = framesOf(name);
      fc.assert(
        fc.property(
          fc.shuffledSubarray([...frames, ...frames], { minLength: frames.length * 2 }),
          (shuffled) => {
            expect(callsOf(shuffled)).toEqual([expect.objectContaining({ state })]);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it.each(outcomes)('%s is never more than one call when half of its events are lost', (name) => {
    fc.assert(
      fc.property(fc.subarray([...framesOf(name)]), (some) =>
        expect(callsOf(some).length).toBeLessThanOrEqual(1),
      ),
      { numRuns: 60 },
    );
  });

  it('is read the same wherever the connection cuts it', () => {
    const bytes = Buffer.concat([bytesOf('direct'), Buffer.from('\r\n\r\n')]);
    const whole = new FrameReader().take(bytes);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: bytes.length }), { maxLength: 30 }), (cuts) => {
        const reader = new FrameReader();
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const frames = places.slice(1).flatMap((to, i) => reader.take(bytes.subarray(places[i], to)));
        expect(frames).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});

describe('after a connection was lost', () => {
  const channel = (more: Frame): Frame => ({
    Event: 'CoreShowChannel',
    Channel: 'PJSIP/trunk-01',
    ChannelState: '6',
    CallerIDNum: '79031112233',
    Exten: '100',
    Uniqueid: '1.1',
    Linkedid: '1.1',
    Duration: '00:01:05',
    BridgeId: 'b',
    ...more,
  });

  it('a list of channels tells what goes on, since when and with whom', () => {
    const tracker = new CallTracker(agents);
    const agent = channel({ Channel: 'PJSIP/agent2-02', Uniqueid: '1.2' });
    const [call] = [callOf(tracker.present([channel({}), agent], 100_000))];
    expect(call).toMatchObject({
      state: 'answered',
      operator: 'PJSIP/agent2',
      from: '79031112233',
      startedAt: 35_000,
    });
    expect([...tracker.alive]).toEqual(['1.1']);
    const ringing = channel({ Channel: 'PJSIP/agent2-02', Uniqueid: '1.2', ChannelState: '5', BridgeId: '' });
    expect(
      callOf(new CallTracker(agents).present([channel({ ChannelState: '4' }), ringing], 1)),
    ).toMatchObject({
      state: 'ringing',
      ringsAt: ['PJSIP/agent2'],
    });
  });
});

describe('an attended transfer', () => {
  const at = (Timestamp: number, frame: Frame): Frame => ({ Timestamp: String(Timestamp), ...frame });
  const trunk = { Channel: 'PJSIP/trunk-01', Uniqueid: '1', CallerIDNum: '79031112233', Exten: '1001' };
  const first = { Channel: 'PJSIP/agent1-02', Uniqueid: '2' };
  const second = { Channel: 'PJSIP/agent1-03', Uniqueid: '3', CallerIDNum: '1001', Exten: '1002' };
  const colleague = { Channel: 'PJSIP/agent2-04', Uniqueid: '4' };

  it('makes one call of the call and of the question whether the colleague takes it', () => {
    const events = kept(
      heard([
        at(1, { Event: 'Newchannel', ...trunk, Linkedid: '1' }),
        at(2, { Event: 'BridgeEnter', ...first, Linkedid: '1' }),
        at(3, { Event: 'Newchannel', ...second, Linkedid: '3' }),
        at(4, { Event: 'BridgeEnter', ...colleague, Linkedid: '3' }),
        at(5, { Event: 'BridgeEnter', ...colleague, Linkedid: '1' }),
        at(6, { Event: 'Hangup', ...second, Linkedid: '3' }),
        at(6, { Event: 'Hangup', ...first, Linkedid: '1' }),
      ]),
    );
    expect(events.filter(({ joins }) => joins).map(({ legId, joins }) => [legId, joins])).toEqual([
      ['3', '1'],
    ]);
    expect(callOf(events)).toMatchObject({
      state: 'answered',
      operator: 'PJSIP/agent2',
      from: '79031112233',
      direction: 'in',
    });
    const over = kept([...events, ...heard([at(9, { Event: 'Hangup', ...trunk, Linkedid: '1' })])]);
    expect(callOf(over).state).toBe('ended');
  });
});
