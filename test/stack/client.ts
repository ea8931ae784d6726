/** Speaks to the REST API as one key. */
export interface Client {
  <T>(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly json: T }>;
  upload<T>(
    path: string,
    file: { readonly name: string; readonly bytes: Buffer; readonly type?: string },
    parts?: Record<string, string>,
  ): Promise<{ readonly status: number; readonly json: T }>;
  bytes(path: string): Promise<Buffer>;
}

/** `send`: what makes the calls; a patient one asks again while nobody answers. */
export const clientOf = (url: string, key: string, send: typeof fetch = fetch): Client => {
  const headers = { authorization: `Bearer ${key}` };
  const call = async (method: string, path: string, body?: object) => {
    const answer = await send(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text ? JSON.parse(text) : undefined };
  };
  return Object.assign(call, {
    async upload(
      path: string,
      file: { name: string; bytes: Buffer; type?: string },
      parts: Record<string, string> = {},
    ) {
      const form = new FormData();
      for (const [name, value] of Object.entries(parts)) form.append(name, value);
      form.append(
        'file',
        new Blob([new Uint8Array(file.bytes)], { type: file.type ?? 'application/octet-stream' }),
        file.name,
      );
      const answer = await send(`${url}/api/v1${path}`, { method: 'POST', headers, body: form });
      return { status: answer.status, json: await answer.json() };
    },
    async bytes(path: string) {
      const answer = await send(`${url}/api/v1${path}`, { headers });
      return Buffer.from(await answer.arrayBuffer());
    },
  }) as Client;
};
