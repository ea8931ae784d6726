import { Type } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { callStates } from '../../domain/call/call-of';
import { isHiddenNumber, readNumber } from '../../domain/phone';
import { markCalledBack } from '../../store/calls/act-on-call';
import { listCalls } from '../../store/calls/call-list';
import { callById, callByLeg, callJson, type CallView } from '../../store/calls/call-view';
import { belongsTo } from '../calls/belongs-to';
import { commit } from '../commit';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import type { AppOptions } from '../options';
import { principalOf } from '../principal';
import { invalidField, notFound } from '../problem';
import { resolve } from '../reference';
import type { Api } from './api';
import { choices } from './choices';
import { Reference, strict } from './schemas';

const config = { right: 'calls' } as const;
const schema = { tags: ['calls'] };

const Query = Type.Object({
  ...pageQuery,
  state: Type.Optional(Type.Array(Type.String(), { description: callStates.join(', ') })),
  from: Type.Optional(
    Type.String({ maxLength: 100, description: 'the caller’s number, however written, or anonymous' }),
  ),
  callId: Type.Optional(
    Type.String({ maxLength: 300, description: 'id that the exchange gave one of its legs' }),
  ),
});

const Owner = Type.Object({ contact: Reference }, strict);

/** Calls: what was told of them, whose numbers they are, and who was called back. */
export const registerCalls = (api: Api, options: AppOptions): void => {
  registerReading(api, options);
  registerActing(api, options);
};

const registerReading = (api: Api, { db, country, telephony }: AppOptions): void => {
  const numbersOf = (from: string): readonly string[] =>
    isHiddenNumber(from)
      ? ['anonymous']
      : [...readNumber(from, telephony?.rules.numbers ?? { country }), from.trim()];
  api.get('/calls', { schema: { ...schema, querystring: Query }, config }, async ({ query }) => {
    const states = choices('state', query.state, callStates);
    const filter = {
      ...(states ? { states } : {}),
      ...(query.from ? { numbers: numbersOf(query.from) } : {}),
      ...(query.callId ? { callId: query.callId } : {}),
    };
    return pageJson(await listCalls(db, filter, pageRequest(query)), callJson);
  });
  api.get('/calls/:id', { schema, config }, async (request) => callJson(await callOf(db, request)));
};

const registerActing = (api: Api, options: AppOptions): void => {
  const { db, wakeCall } = options;
  api.post(
    '/calls/:id/contact',
    {
      schema: { ...schema, body: Owner, summary: 'This number belongs to ...: learned for the next time' },
      config,
    },
    async (request) => {
      const { id } = await callOf(db, request);
      await commit(db, async (tx) => {
        const contact = await resolve(tx, 'contacts', String(request.body.contact), 'contact');
        await belongsTo(tx, id, contact, principalOf(request).name);
      });
      return callJson((await callById(db, id))!);
    },
  );
  api.post(
    '/calls/:id/called-back',
    { schema: { ...schema, summary: 'Somebody has called back, or nobody needs to' }, config },
    async (request) => {
      const { id } = await callOf(db, request);
      const done = await commit(db, (tx) => markCalledBack(tx, id, principalOf(request).name));
      if (!done) throw invalidField('id', 'this call waits for no call back');
      wakeCall?.(id);
      return callJson((await callById(db, id))!);
    },
  );
};

/** By our id, else by the exchange's id of one of its legs. */
const callOf = async (db: AppOptions['db'], request: FastifyRequest): Promise<CallView> => {
  const { id } = request.params as { id: string };
  const call = (/^\d{1,15}$/.test(id) && (await callById(db, Number(id)))) || (await callByLeg(db, id));
  if (!call) throw notFound(`call ${id.slice(0, 60)}`);
  return call;
};
