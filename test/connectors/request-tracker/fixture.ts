import { createHmac } from 'node:crypto';
import { createRequestTracker } from '../../../connectors/request-tracker/connector';
import { verifyRequestTrackerWebhook } from '../../../connectors/request-tracker/webhook';
import type { RequestTrackerConfig } from '../../../connectors/system-config';
import type { Visibility } from '../../../domain/ticket';
import type { Acts, ConnectorFixture, FixtureFile } from '../fixture';
import { deskWords, shownNames } from '../../words';

const secret = 'hook-secret-of-the-contract';

/** The configuration that API.md shows, for a Request Tracker at this address. */
export const deskConfig = (
  url: string,
  token: string,
  more: Partial<RequestTrackerConfig> = {},
): RequestTrackerConfig => ({
  name: 'helpdesk',
  type: 'request-tracker',
  role: 'desk',
  url,
  token,
  webhookSecret: secret,
  queue: 'Support',
  externalKeyField: 'External Key',
  pollSeconds: 30,
  language: 'en',
  rereadMinutes: 15,
  publicComments: 'correspondence',
  ...deskWords,
  requestTimeoutSeconds: 60,
  pushesPerSecond: 10,
  ...more,
});

/** Authorization headers of those who act in it by hand. */
export interface DeskPeople {
  readonly person: string;
  readonly ourAccount: string;
  readonly staff: ConnectorFixture['staff'];
}

/** What is the same for the real Request Tracker and for its demo: everything goes through REST 2. */
export const deskFixture = (
  url: string,
  token: string,
  people: DeskPeople,
  stop: () => Promise<void>,
): ConnectorFixture => {
  const config = deskConfig(url, token, {
    slaFields: shownNames,
  });
  const connector = createRequestTracker(config);
  const person = actsAs(url, people.person);
  return {
    config,
    connector,
    connect: ({ url: other, wrongKey, requestTimeoutSeconds, pageSize }) =>
      createRequestTracker(
        {
          ...config,
          url: other ?? url,
          token: wrongKey ? token.replace(/.{8}$/, '00000000') : token,
          requestTimeoutSeconds: requestTimeoutSeconds ?? config.requestTimeoutSeconds,
        },
        pageSize === undefined ? {} : { pageSize },
      ),
    person,
    ourAccount: actsAs(url, people.ourAccount),
    staff: people.staff,
    moveAway: (id) => person.put(id, { Queue: 'General' }),
    remove: (id) => person.put(id, { Status: 'deleted' }),
    webhook: { verify: verifyRequestTrackerWebhook, secret, deliver, signatureHeader: 'x-rt-signature' },
    stop: async () => {
      await connector.close();
      await stop();
    },
  };
};

const deliver = (recordId: string, text?: string) => {
  const change = {
    transaction: 87,
    type: 'Status',
    field: 'Status',
    old: 'new',
    new: 'open',
    creator: 'olga',
  };
  const told = {
    ticket: Number(recordId),
    queue: 'Support',
    status: 'open',
    external_key: 'SD-1',
    changes: [change],
  };
  const body = Buffer.from(text ?? JSON.stringify(told));
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
  return { headers: { 'x-rt-timestamp': time, 'x-rt-signature': `sha256=${signature}` }, body };
};

interface DeskActs extends Acts {
  put(id: string, json: unknown): Promise<void>;
}

const actsAs = (url: string, authorization: string): DeskActs => {
  const call = async (method: string, path: string, body: string | FormData) => {
    const type: Record<string, string> =
      typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const headers = { authorization, ...type };
    const answer = await fetch(`${url}/REST/2.0${path}`, { method, headers, body, redirect: 'manual' });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as unknown;
  };
  const put = async (id: string, json: unknown) =>
    void (await call('PUT', `/ticket/${id}`, JSON.stringify(json)));
  const say = (id: string, visibility: Visibility, body: string | FormData) =>
    call('POST', `/ticket/${id}/${visibility === 'public' ? 'correspond' : 'comment'}`, body);
  return {
    put,
    createRecord: async ({ title, description, key, assignee }) => {
      const fields = key === undefined ? {} : { CustomFields: { 'External Key': key } };
      const ticket = {
        Queue: 'Support',
        Subject: title,
        Content: description,
        ContentType: 'text/plain',
        ...(assignee === undefined ? {} : { Owner: assignee }),
        ...fields,
      };
      return String(((await call('POST', '/ticket', JSON.stringify(ticket))) as { id: unknown }).id);
    },
    assign: (id, to) => put(id, { Owner: to ?? 'Nobody' }),
    setTitle: (id, Subject) => put(id, { Subject }),
    setStatus: (id, Status) => put(id, { Status }),
    setPriority: (id, Priority) => put(id, { Priority }),
    comment: async (id, Content, visibility) =>
      void (await say(id, visibility, JSON.stringify({ Content, ContentType: 'text/plain' }))),
    commentWithFile: async (id, body, visibility, file) =>
      void (await say(id, visibility, formWith(body, file))),
  };
};

const formWith = (Content: string, { filename, mediaType, bytes }: FixtureFile): FormData => {
  const form = new FormData();
  form.append('JSON', JSON.stringify({ Content, ContentType: 'text/plain' }));
  form.append('Attachments', new Blob([new Uint8Array(bytes)], { type: mediaType }), filename);
  return form;
};
