import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { FrameReader, type Frame } from './frames';

export interface AmiAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
}

/** The exchange does not take our name and secret. */
export class AmiRefused extends Error {}

/** A connection to the manager interface, signed in. */
export interface AmiSession {
  /** Sends an action; answers with the events of its list, or nothing. Throws when it is refused, or not answered in time. */
  ask(action: string, fields?: Readonly<Record<string, string>>): Promise<readonly Frame[]>;
  /** Settles when the connection has ended, with the reason. */
  readonly ended: Promise<Error>;
  close(): void;
}

/** Milliseconds for a connection, and for an answer. */
const patienceMs = 10_000;

/** Connects and signs in (the secret itself does not travel); every event that was not asked for goes to `onEvent`, in order. */
export const openAmi = async (address: AmiAddress, onEvent: (frame: Frame) => void): Promise<AmiSession> => {
  const socket = connect({ host: address.host, port: address.port, noDelay: true, keepAlive: true });
  const asked = new Asked(socket);
  const reader = new FrameReader();
  const ended = new Promise<Error>((resolve) => {
    socket.on('error', resolve).on('close', () => resolve(new Error('the exchange ended the connection')));
  });
  void ended.then((error) => asked.fail(error));
  socket.on('data', (bytes: Buffer) => {
    try {
      for (const frame of reader.take(bytes)) if (!asked.answered(frame) && frame.Event) onEvent(frame);
    } catch (error) {
      socket.destroy(error as Error);
    }
  });
  try {
    await signIn(asked, address);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    ask: (action, fields = {}) => asked.ask({ Action: action, ...fields }),
    ended,
    close: () => void socket.destroy(),
  };
};

const signIn = async (asked: Asked, { user, secret }: AmiAddress): Promise<void> => {
  const [challenge] = await asked.ask({ Action: 'Challenge', AuthType: 'MD5' });
  const key = createHash('md5')
    .update(`${challenge?.Challenge ?? ''}${secret}`)
    .digest('hex');
  await asked.ask({ Action: 'Login', AuthType: 'MD5', Username: user, Key: key }).catch((error: Error) => {
    throw /authentication/i.test(error.message) ? new AmiRefused(error.message) : error;
  });
};

interface Question {
  readonly events: Frame[];
  readonly resolve: (events: readonly Frame[]) => void;
  readonly reject: (error: Error) => void;
}

/** Actions under way, by the id that comes back with every part of their answers. */
class Asked {
  private readonly waiting = new Map<string, Question>();
  private last = 0;

  constructor(private readonly socket: Socket) {}

  ask(fields: Readonly<Record<string, string>>): Promise<readonly Frame[]> {
    const id = String((this.last += 1));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new Error(`the exchange did not answer ${fields.Action} in time`));
      }, patienceMs);
      const settle =
        <T>(settled: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          this.waiting.delete(id);
          settled(value);
        };
      this.waiting.set(id, { events: [], resolve: settle(resolve), reject: settle(reject) });
      this.socket.write(
        `${Object.entries({ ...fields, ActionID: id })
          .map(([key, value]) => `${key}: ${value.replace(/[\r\n]/g, ' ')}\r\n`)
          .join('')}\r\n`,
      );
    });
  }

  /** True when the frame belongs to an answer. */
  answered(frame: Frame): boolean {
    const question = this.waiting.get(frame.ActionID ?? '');
    if (!question) return false;
    if (frame.Response === 'Error') question.reject(new Error(frame.Message ?? 'refused'));
    else if (frame.EventList === 'start') question.events.length = 0;
    else if (frame.EventList === 'Complete') question.resolve(question.events);
    else if (frame.Response) question.resolve([frame]);
    else question.events.push(frame);
    return true;
  }

  fail(error: Error): void {
    for (const { reject } of [...this.waiting.values()]) reject(error);
  }
}
