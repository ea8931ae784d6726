import type { CallEvent, Cause } from '../../../domain/call/event';
import type { Instant } from '../../../domain/ticket';
import { known, type Frame } from './frames';

/** The exchange's clock is believed as far as this; what lies further off has our time. Milliseconds. */
const clockSlack = 5000;
/** Hung up channels that are remembered. */
const mostGone = 5000;

/** `PJSIP/agent1-00000009` is a channel of the interface `PJSIP/agent1`. */
const interfaceOf = (channel: string): string => channel.replace(/-[0-9a-f]+(;\d)?$/i, '');

/**
 * Tells from the exchange's events what becomes of each call: by Linkedid, the Uniqueid of its first channel. Any event may be
 * missing, doubled, or late; what is told twice is told by the same key. Attended transfers change the Linkedid of channels:
 * then two calls are one.
 */
export class CallTracker {
  /** Linkedid by channel. */
  private readonly linked = new Map<string, string>();
  /** Channels that were hung up: what comes later of them does not bring them back. */
  private readonly gone = new Set<string>();
  /** How the last telephone that rang took it, by Linkedid. */
  private readonly outcome = new Map<string, Cause>();

  /** `agents`: interfaces of our own people. */
  constructor(private readonly agents: ReadonlySet<string>) {}

  /** Calls with a channel, as far as was heard. */
  get alive(): ReadonlySet<string> {
    return new Set(this.linked.values());
  }

  /** What one event tells; `now`: when it came. */
  hear(frame: Frame, now: Instant): readonly CallEvent[] {
    const at = timeOf(frame, now);
    const moved = [
      ...this.place(frame.Uniqueid, frame.Linkedid, at),
      ...this.place(frame.DestUniqueid, frame.DestLinkedid ?? frame.Linkedid, at),
    ];
    return [...moved, ...this.told(frame, at)];
  }

  /** What a list of all channels tells that go on at this moment. */
  present(channels: readonly Frame[], now: Instant): readonly CallEvent[] {
    return channels.flatMap((frame) => {
      const { Uniqueid, Linkedid, Channel = '' } = frame;
      const moved = this.place(Uniqueid, Linkedid, now);
      if (!Uniqueid || !Linkedid) return moved;
      if (Uniqueid === Linkedid) return [...moved, this.begun(frame, now - secondsOf(frame.Duration) * 1000)];
      const agent = interfaceOf(Channel);
      if (!this.agents.has(agent)) return moved;
      if (frame.ChannelState === '6' && frame.BridgeId)
        return [...moved, this.answered(frame, Uniqueid, agent, now)];
      const rings = frame.ChannelState === '5';
      return rings ? [...moved, event(Linkedid, 'ringing', Uniqueid, now, { users: [agent] })] : moved;
    });
  }

  private told(frame: Frame, at: Instant): readonly CallEvent[] {
    const { Uniqueid = '', Linkedid = frame.DestLinkedid, DestUniqueid = '', DestChannel = '' } = frame;
    if (!Linkedid) return [];
    const agent = interfaceOf(DestChannel);
    switch (frame.Event) {
      case 'Newchannel':
        return Uniqueid === Linkedid ? [this.begun(frame, at)] : [];
      case 'QueueCallerJoin':
        return [event(Linkedid, 'ringing', 'queue', at, optional('queue', known(frame.Queue)))];
      case 'AgentCalled':
      case 'DialBegin':
        return this.rings(Linkedid, DestUniqueid, agent, at);
      case 'AgentConnect':
        return [this.answered(frame, DestUniqueid, known(frame.Interface) ?? agent, at)];
      case 'DialEnd':
        return this.dialled(frame, at);
      case 'AgentRingNoAnswer':
        this.outcome.set(Linkedid, 'noAnswer');
        return [event(Linkedid, 'stopped', DestUniqueid, at)];
      case 'QueueCallerAbandon':
        this.outcome.set(Linkedid, 'cancel');
        return [];
      case 'BridgeEnter':
        return this.bridged(frame, at);
      case 'Hangup':
        return this.hungUp(Uniqueid, Linkedid, at);
      default:
        return [];
    }
  }

  private begun({ Linkedid = '', Channel = '', ...frame }: Frame, at: Instant): CallEvent {
    return event(Linkedid, 'ringing', '', at, {
      direction: this.agents.has(interfaceOf(Channel)) ? 'out' : 'in',
      from: known(frame.CallerIDNum) ?? 'anonymous',
      ...optional('to', known(frame.Exten)),
      ...optional('callerName', known(frame.CallerIDName)?.slice(0, 200)),
    });
  }

  /** Of a call that goes out the other end rings, which is none of our telephones. */
  private rings(linkedid: string, uniqueid: string, agent: string, at: Instant): readonly CallEvent[] {
    return this.agents.has(agent) ? [event(linkedid, 'ringing', uniqueid, at, { users: [agent] })] : [];
  }

  private answered({ Linkedid = '' }: Frame, key: string, agent: string, at: Instant): CallEvent {
    this.outcome.set(Linkedid, 'normalClearing');
    return event(Linkedid, 'answered', key, at, { users: [agent] });
  }

  private dialled(frame: Frame, at: Instant): readonly CallEvent[] {
    const { Linkedid = frame.DestLinkedid ?? '', DestUniqueid = '', DestChannel = '', Channel = '' } = frame;
    if (frame.DialStatus !== 'ANSWER') {
      const before = this.outcome.get(Linkedid);
      if (before !== 'normalClearing')
        this.outcome.set(Linkedid, statuses[frame.DialStatus ?? ''] ?? 'noAnswer');
      return [event(Linkedid, 'stopped', DestUniqueid, at)];
    }
    // Of a call that goes out our end is the one that dialled.
    const ends = [DestChannel, Channel].map(interfaceOf);
    const agent = ends.find((end) => this.agents.has(end)) ?? ends[0]!;
    return [this.answered({ Linkedid }, DestUniqueid, agent, at)];
  }

  /** One of us comes in whose answer was not heard: after a transfer, or when the event was lost. */
  private bridged(frame: Frame, at: Instant): readonly CallEvent[] {
    const { Uniqueid = '', Linkedid = '', Channel = '' } = frame;
    const agent = interfaceOf(Channel);
    return Uniqueid !== Linkedid && this.agents.has(agent) ? [this.answered(frame, Uniqueid, agent, at)] : [];
  }

  private hungUp(uniqueid: string, linkedid: string, at: Instant): readonly CallEvent[] {
    this.linked.delete(uniqueid);
    this.forget(uniqueid);
    if (this.alive.has(linkedid)) return [];
    const cause = this.outcome.get(linkedid) ?? 'cancel';
    this.outcome.delete(linkedid);
    return [event(linkedid, 'ended', '', at, { cause })];
  }

  private forget(uniqueid: string): void {
    this.gone.add(uniqueid);
    if (this.gone.size > mostGone) this.gone.delete(this.gone.values().next().value!);
  }

  /** Notes to which call a channel belongs. When it belonged to another, that call is a part of this one. */
  private place(
    uniqueid: string | undefined,
    linkedid: string | undefined,
    at: Instant,
  ): readonly CallEvent[] {
    if (!uniqueid || !linkedid || this.gone.has(uniqueid)) return [];
    const before = this.linked.get(uniqueid);
    this.linked.set(uniqueid, linkedid);
    if (before === undefined || before === linkedid) return [];
    const joined = event(before, 'ringing', 'joined', at, { joins: linkedid });
    return this.alive.has(before)
      ? [joined]
      : [joined, event(before, 'ended', '', at, { cause: 'forwarded' })];
  }
}

/** app_dial's DIALSTATUS. */
const statuses: Readonly<Record<string, Cause>> = {
  BUSY: 'busy',
  CANCEL: 'cancel',
  NOANSWER: 'noAnswer',
  CONGESTION: 'congestion',
  CHANUNAVAIL: 'congestion',
};

const event = (
  legId: string,
  kind: CallEvent['kind'],
  key: string,
  at: Instant,
  more: Partial<CallEvent> = {},
): CallEvent => ({ origin: 'asterisk', legId, kind, key, at, users: [], ...more });

const timeOf = ({ Timestamp }: Frame, now: Instant): Instant => {
  const at = Math.round(Number(Timestamp) * 1000);
  return Math.abs(at - now) < clockSlack ? Math.min(at, now) : now;
};

/** `00:01:05` */
const secondsOf = (duration = ''): number =>
  duration.split(':').reduce((sum, part) => sum * 60 + (Number(part) || 0), 0);

const optional = <K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: string };
