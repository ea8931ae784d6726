import type { LightMyRequestResponse } from 'fastify';
import type { Desk } from './desk';
import { multipart, type UploadPart } from './multipart';

/** A browser without a screen, as far as the pages need one: it keeps cookies. */
export class PageVisitor {
  private readonly kept = new Map<string, string>();

  constructor(
    private readonly desk: Desk,
    private readonly language = 'ru',
    private readonly address = '127.0.0.1',
  ) {}

  /** What it would send with a request. */
  get cookies(): string {
    return [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Puts a cookie there, as somebody might who has the browser for a moment. */
  plant = (name: string, value: string): void => void this.kept.set(name, value);

  cookie = (name: string): string => this.kept.get(name) ?? '';

  get = (url: string) => this.send('GET', url);

  post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    this.send('POST', url, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });

  upload = (url: string, parts: readonly UploadPart[]) => {
    const { body, headers } = multipart(parts);
    return this.send('POST', url, body, headers);
  };

  /** The token of the forms on a page. */
  csrf = async (url: string): Promise<string> =>
    /name="_csrf" value="([^"]+)"/.exec((await this.get(url)).body)?.[1] ?? '';

  signIn = async (login: string, password = 'correct horse', back = '/tickets') =>
    this.post('/sign-in', { login, password, back, _csrf: await this.csrf('/sign-in') });

  private async send(
    method: 'GET' | 'POST',
    url: string,
    payload?: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const cookie = this.cookies;
    const answer = await this.desk.app.inject({
      method,
      url,
      remoteAddress: this.address,
      headers: { accept: 'text/html', 'accept-language': this.language, cookie, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, maxAge, expires } of answer.cookies)
      if (maxAge === 0 || (expires && expires.getTime() < Date.now())) this.kept.delete(name);
      else this.kept.set(name, value);
    return answer;
  }
}
