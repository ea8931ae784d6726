import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A provider in a process of its own. */
export interface RealProvider {
  readonly issuer: string;
  /** Signs somebody in there, from the address that we sent him to; answers the address that it sends him back to. */
  signIn(address: string, person: string): Promise<URL>;
  close(): Promise<void>;
}

type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const startProvider = async (people: People, redirect: string): Promise<RealProvider> => {
  const script = path.join(__dirname, 'provider.mjs');
  const child = spawn(process.execPath, [script, JSON.stringify(people), redirect], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    issuer: line.toString().trim(),
    signIn: (address, person) => walk(address, person, redirect),
    close: async () => {
      const gone = once(child, 'exit');
      child.stdin.end();
      await gone;
    },
  };
};

/** The provider's pages, as a browser walks through them. */
const walk = async (address: string, person: string, redirect: string): Promise<URL> => {
  const cookies = new Map<string, string>();
  let at = new URL(address);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 10; step++) {
    if (at.href.startsWith(redirect)) return at;
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    form = undefined;
    const next = answer.headers.get('location');
    if (next) at = new URL(next, at);
    else form = new URLSearchParams({ prompt: 'login', login: person, password: 'any' });
    if (!next) at = new URL(/action="([^"]+)"/.exec(await answer.text())?.[1] ?? at.href, at);
  }
  throw new Error(`the provider does not come to an end at ${at.href}`);
};
