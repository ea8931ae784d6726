/** What a system answered; `json` is the parsed body, or the text when it is no JSON. */
export interface Answer<T> {
  readonly status: number;
  readonly json: T;
  readonly headers: Headers;
}

/** Calls a system as one person. Throws only when there is no connection. */
export type Person = <T = unknown>(method: string, path: string, json?: unknown) => Promise<Answer<T>>;

/** A person who is known by these headers at this address. */
export function personAt(base: string, who: Readonly<Record<string, string>>): Person {
  return async <T>(method: string, path: string, json?: unknown): Promise<Answer<T>> => {
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const headers = { ...who, 'content-type': 'application/json' };
    const response = await fetch(base + path, { method, headers, redirect: 'manual', ...body });
    return { status: response.status, headers: response.headers, json: parse(await response.text()) as T };
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
