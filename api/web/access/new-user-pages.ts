import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../../domain/fault';
import { createUser } from '../../../store/users';
import { hashOf, newUserOf } from '../../access/new-user';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { invalidField } from '../../problem';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { orShow } from '../or-show';
import { sendForm } from '../send-page';
import { visitorOf } from '../visitor';
import { NewUserPage, staffRoles } from './new-user-page';

type Fields = Readonly<Record<string, string>>;

/** The form by which an administrator makes an account of the staff. */
export const registerNewUserPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/users/new', async (request, reply) =>
    (await personWhoMay(request, reply, 'keys')) ? show(request, reply, { role: 'operator' }) : reply,
  );
  app.post('/users', async (request, reply) => {
    const form = await formOf(request, reply, 'keys');
    if (!form) return reply;
    return orShow(
      async () => {
        await make(options, form.fields);
        return reply.redirect('/users', 303);
      },
      (faults) => show(request, reply, form.fields, faults),
    );
  });
};

/** What was typed comes back, but for the password. */
const show = (
  request: FastifyRequest,
  reply: FastifyReply,
  { password: _, ...values }: Fields,
  faults: readonly Fault[] = [],
): unknown =>
  sendForm(reply, NewUserPage({ draft: { visitor: visitorOf(request), values, faults } }), faults);

const make = async ({ db }: AppOptions, fields: Fields): Promise<void> => {
  const { login = '', name = '', email = '', password = '' } = fields;
  const role = staffRoles.find((one) => one === fields.role);
  if (!role) throw invalidField('role', `must be one of ${staffRoles.join(', ')}`);
  if (password.length < 10 || password.length > 1000)
    throw invalidField('password', 'must have between 10 and 1000 characters');
  const kept = await hashOf({ password });
  await commit(db, async (tx) => {
    const user = await newUserOf(tx, { login: login.trim(), name, role, email: email.trim() });
    await createUser(tx, { ...user, ...kept });
  });
};
