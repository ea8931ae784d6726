import { makeUser, signedIn } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';
import { routesOf, type Route } from './routes';

/** What needs nobody to have signed in, and why. */
const open: readonly (readonly [RegExp, string])[] = [
  [/^(GET|POST) \/sign-in(\/code)?$|^GET \/portal\/sign-in$|^POST \/portal\/sign-in\//, 'the ways in'],
  [/^(GET|POST) \/portal\/enter\/:token$/, 'what stands in the link opens it'],
  [/^(GET|POST) \/unsubscribe\/:token$/, 'what stands in the mail opens it'],
  [
    /^GET \/mails\/:id\/images\/:file$/,
    'the seal in its address opens it: a sandboxed frame sends no cookie',
  ],
  [/^POST \/language$|^POST \/(portal\/)?sign-out$/, 'the visitor’s own browser'],
  [/^GET \/(attention)?$/, 'leads on'],
  [/^GET \/\*$/, 'styles and scripts'],
  [/^GET \/(health\/\w+|metrics|openapi\.json|docs.*)$/, 'about the program, nothing of people or tickets'],
  [/^POST \/(webhooks\/:system|api\/v1\/calls\/\w+\/:token)$/, 'signed, or with a token of their own'],
];
/** What a requester reaches outside the portal’s own pages. */
const requesters: readonly RegExp[] = [
  /^(GET|POST) \/portal(\/|$)/,
  /^(GET|POST) \/account/,
  /^GET \/(attachments\/:id|events)$/,
  /^GET \/tickets(\/new|\/:number)?$/,
  /^GET \/find$/,
  /^(GET|PATCH|POST|PUT|DELETE) \/api\/v1\/(me|events|attachments)/,
  /^(GET|POST) \/api\/v1\/tickets$/,
  /^GET \/api\/v1\/tickets\/:number(\/(comments|timeline|rating|sla))?$/,
  /^(POST|PUT) \/api\/v1\/tickets\/:number\/(comments|attachments|solution|rating)$/,
  /^GET \/api\/v1\/services(\/:ref(\|:id)?(\/(history|questions))?)?$/,
];

/** What an operator and a supporter have no right to: accounts, keys, the audit, people's data, the synchronisation, agreements, judging. */
const beyondOperators: readonly RegExp[] = [
  /^\w+ \/api\/v1\/(users|api-keys|audit|sync)(\/|$)/,
  /^\w+ \/(users|audit|personal-data|sync)(\/|$)/,
  /^\w+ \/api\/v1\/contacts\/[^/]+\/(personal-data|anonymise)$/,
  /^(POST|PUT|PATCH) \/api\/v1\/(services|contracts|calendars|priority-matrix|reports)(?!.*\/preview$)/,
  /^(POST|PUT) \/api\/v1\/tickets\/:number\/(solution|rating)$/,
  /^POST \/(contracts|calendars|services|answers|priorities)(\/|$)|^POST \/reports\/periods$/,
  /^GET \/(contracts|calendars)\/(new|:id\/edit)$|^GET \/services\/:id\/questions$/,
  /^\w+ \/notifications\/templates/,
];
/** What ends the session with which it is asked, and the portal, which sends staff to their own pages. */
const notAsked = /^\w+ \/(portal|account)(\/|$)|^\w+ \/api\/v1\/(me|events)|^GET \/(events|phone\/live)$/;

describe('every route', () => {
  let desk: Desk;
  let number: string;
  let anna: PageVisitor;
  let annasKey: string;

  beforeAll(async () => {
    desk = await openDesk();
    const made = await desk.call('POST', '/tickets', aTicket());
    ({ number } = made.json);
    const contactId = Number(made.json.requester.id);
    await makeUser(desk, 'anna', 'portal', { contactId });
    annasKey = await desk.keyOf('portal', contactId);
    anna = await signedIn(desk, 'anna');
  });
  afterAll(() => desk.close());

  const nameOf = ({ method, path }: Route) => `${method} ${path}`;
  const isOpen = (route: Route) => open.some(([pattern]) => pattern.test(nameOf(route)));
  const isCall = ({ path }: Route) => path.startsWith('/api/v1/');
  const addressOf = ({ path }: Route) =>
    path
      .replaceAll(':number', number)
      .replaceAll(/:\w+(\|:\w+)?/g, '1')
      .replace('/1/1', '/created/ru');

  const ask = async (route: Route, visitor: PageVisitor, key?: string, csrf = '') => {
    if (isCall(route)) {
      const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
      const { method } = route;
      return desk.app.inject({ method: method as 'GET', url: addressOf(route), headers });
    }
    return route.method === 'GET'
      ? visitor.get(addressOf(route))
      : visitor.post(addressOf(route), { _csrf: csrf });
  };

  test('but the ways in asks a stranger who he is', async () => {
    const unguarded: string[] = [];
    for (const route of routesOf(desk.app).filter((one) => !isOpen(one))) {
      const { statusCode, headers } = await ask(route, new PageVisitor(desk));
      const asks =
        statusCode === 401 || (statusCode === 303 && /^\/(portal\/)?sign-in/.test(String(headers.location)));
      if (!asks) unguarded.push(`${nameOf(route)}: ${statusCode} ${String(headers.location)}`);
    }
    expect(unguarded).toEqual([]);
  });

  test('of the staff is shut to a requester, with a form of his own session and on his own ticket', async () => {
    const csrf = await anna.csrf('/portal/new');
    expect(csrf).not.toBe('');
    const reached: string[] = [];
    for (const route of routesOf(desk.app)) {
      if (isOpen(route) || requesters.some((pattern) => pattern.test(nameOf(route)))) continue;
      const { statusCode } = await ask(route, anna, annasKey, csrf);
      if (statusCode !== 403) reached.push(`${nameOf(route)}: ${statusCode}`);
    }
    expect(reached).toEqual([]);
  });

  test.each(['operator', 'support'] as const)(
    'that is not for an %s is shut to one, and no other, by page and by key',
    async (role) => {
      await makeUser(desk, `the-${role}`, role);
      const visitor = await signedIn(desk, `the-${role}`);
      const key = await desk.keyOf(role);
      const csrf = await visitor.csrf('/tickets/new');
      const wrong: string[] = [];
      for (const route of routesOf(desk.app)) {
        const name = nameOf(route);
        if (isOpen(route) || notAsked.test(name)) continue;
        const { statusCode } = await ask(route, visitor, key, csrf);
        const isBeyond = beyondOperators.some((pattern) => pattern.test(name));
        if (isBeyond !== (statusCode === 403)) wrong.push(`${name}: ${statusCode}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});
