// A real OpenID provider (the npm package oidc-provider) in a process of its own: it ships ES modules with top-level parts that jest
// cannot load. Says its address on the first line; ends with its parent.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const people = JSON.parse(process.argv[2]);
const redirect = process.argv[3];

const server = createServer((request, response) => handle(request, response));
let handle = () => undefined;
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'sagadesk', client_secret: 'secret-of-the-client', redirect_uris: [redirect] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    // Nobody is asked whether we may know who he is.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    cookies: { keys: ['of the tests'] },
  });
  handle = provider.callback();
  process.stdout.write(`${issuer}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
