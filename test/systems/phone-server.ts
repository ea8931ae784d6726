import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { openAmi, type AmiAddress } from '../../channels/phone/asterisk/session';
import type { AsteriskConfig } from '../../connectors/configuration-telephony';
import { bringUp, type Instance } from './bring-up';

export interface CallOptions {
  /** Whose telephone is switched on; default 1. */
  readonly agent?: 1 | 2;
  /** This one as well. */
  readonly also?: 2;
  /** Milliseconds until the telephone is answered, and of talking. */
  readonly ring?: number;
  readonly talk?: number;
  readonly answer?: 'ok' | 'busy' | 'never';
  /** The caller gives up so many milliseconds after he first heard it ring. */
  readonly cancel?: number;
  readonly name?: string;
}

/** A real Asterisk on loopback with a queue (100) and two agents (1001 and 1002), and SIPp as callers and telephones. */
export interface RealExchange extends Pick<Instance, 'start' | 'stop' | 'down' | 'killHard'> {
  readonly ami: AsteriskConfig;
  /** One real call; settles when the caller has hung up. */
  call(from: string, to: string, options?: CallOptions): Promise<void>;
  /** Sends whom this interface talks with to another extension. */
  transfer(agent: string, to: string): Promise<void>;
}

export const startExchange = async (): Promise<RealExchange> => {
  const instance = await bringUp('phone', 'ASTERISK_PID', {}, await mkdtemp('/var/tmp/phone-'));
  const ami: AsteriskConfig = {
    host: '127.0.0.1',
    port: Number(instance.printed.AMI_PORT),
    user: 'helpdesk',
    secret: 'secret',
    agents: { 'PJSIP/agent1': 'olga', 'PJSIP/agent2': 'boris' },
  };
  return {
    ami,
    start: instance.start,
    stop: instance.stop,
    down: instance.down,
    killHard: instance.killHard,
    call: (from, to, options = {}) => place(instance.dir, from, to, options),
    transfer: (agent, to) => transfer(ami, agent, to),
  };
};

/** A caller who is cut off ends with an error of SIPp's: what became of the call is seen elsewhere. */
const place = (dir: string, from: string, to: string, options: CallOptions): Promise<void> =>
  new Promise((resolve) => {
    const more = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const script = path.join(__dirname, 'phone', 'call.sh');
    spawn(script, [dir, from, to, ...more], { stdio: 'ignore' }).on('exit', () => resolve());
  });

const transfer = async (ami: AmiAddress, agent: string, to: string): Promise<void> => {
  const session = await openAmi(ami, () => undefined);
  try {
    const channels = await session.ask('CoreShowChannels');
    const channel = channels.find(({ Channel = '' }) => Channel.startsWith(`${agent}-`))?.Channel;
    if (!channel) throw new Error(`${agent} talks with nobody`);
    await session.ask('BlindTransfer', { Channel: channel, Context: 'inbound', Exten: to });
  } finally {
    session.close();
  }
};
