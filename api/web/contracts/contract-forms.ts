import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayAt } from '../../../domain/calendar/wall-days';
import { instantOfField } from '../../../domain/calendar/wall-time-field';
import { rememberedCalendar } from '../../../domain/calendar/remembered';
import type { Fault } from '../../../domain/fault';
import { calendarById, listCalendars } from '../../../store/calendars';
import type { ContractView } from '../../../store/contracts';
import type { Database } from '../../../store/database';
import { listOrganisations } from '../../../store/organisations';
import { listServices } from '../../../store/services';
import type { AppOptions } from '../../options';
import { problemOf } from '../../problem-of';
import { contractOf } from '../../rest/contract-of';
import { ContractChange } from '../../rest/contract-schema';
import { contractCollection } from '../../rest/contracts';
import { saveObject } from '../agreements/save-object';
import { checkBody } from '../check-body';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendForm } from '../send-page';
import { visitorOf } from '../visitor';
import { contractBody } from './contract-form';
import { withNewClock } from './clock-rows';
import { contractFields, newContractFields } from './contract-fields';
import { ContractFormPage } from './contract-form-page';
import { contractOfAddress } from './contract-of-address';
import { meaningOf, type Meaning } from './meaning';
import { orShow } from '../or-show';

type Fields = Readonly<Record<string, string>>;

/** New contracts and edited ones. The same form also answers what it would mean, and with more rows; neither saves. */
export const registerContractForms = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/contracts/new', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'agreements.write');
    if (!person) return reply;
    return showForm(request, reply, options, { values: newContractFields(dayAt('UTC', Date.now())) });
  });
  app.get('/contracts/:id/edit', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'agreements.write');
    if (!person) return reply;
    const contract = await contractOfAddress(request, options);
    const values = contractFields(contract, visitorOf(request).language);
    return showForm(request, reply, options, { values, contract, spare: 1 });
  });
  app.post('/contracts', (request, reply) => submit(request, reply, options));
  app.post('/contracts/:id', (request, reply) => submit(request, reply, options));
};

const submit = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'agreements.write');
  if (!form) return reply;
  const { fields: values, person } = form;
  const isNew = !(request.params as { id?: string }).id;
  const contract = isNew ? undefined : await contractOfAddress(request, options);
  const more = { values, ...(contract && { contract }) };
  if (values.do === 'preview') return showForm(request, reply, options, more);
  if (values.do === 'clock')
    return showForm(request, reply, options, { ...more, values: withNewClock(values) });
  if (values.do === 'rows') return showForm(request, reply, options, { ...more, spare: 4 });
  const subject = { ...(contract && { id: contract.id }), version: values.version ?? '' };
  return orShow(
    async () => {
      const id = await saveObject(options.db, contractCollection, subject, contractBody(values), person.name);
      return reply.redirect(`/contracts/${id}`, 303);
    },
    (errors) => showForm(request, reply, options, { ...more, faults: errors }),
  );
};

interface Shown {
  readonly values: Fields;
  readonly contract?: ContractView;
  readonly faults?: readonly Fault[];
  readonly spare?: number;
}

const showForm = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db, systems }: AppOptions,
  { values, contract, faults = [], spare = 0 }: Shown,
): Promise<unknown> => {
  const page = ContractFormPage({
    draft: { visitor: visitorOf(request), values, faults },
    choices: {
      organisations: (await listOrganisations(db, { limit: 1000 })).items,
      services: (await listServices(db, { limit: 1000 })).items,
      calendars: (await listCalendars(db, { limit: 1000 })).items,
    },
    contract: contract
      ? {
          id: contract.id,
          number: contract.number,
        }
      : null,
    systems: systems.map(({ name }) => name),
    meaning: faults.length > 0 ? undefined : await meaningOfDraft(db, values),
    spare,
  });
  return sendForm(reply, page, faults);
};

/** Undefined while something is missing or wrong. Does not need a number. */
const meaningOfDraft = async (db: Database, values: Fields): Promise<Meaning | undefined> => {
  const { body, faults } = contractBody({ ...values, number: values.number?.trim() || '?' });
  const calendar = /^\d{1,15}$/.test(values.calendar ?? '')
    ? await calendarById(db, Number(values.calendar))
    : undefined;
  if (faults.length > 0 || !calendar) return undefined;
  const { definition } = calendar;
  try {
    const { organisation: _, ...rest } = checkBody(ContractChange, body);
    const contract = await contractOf(db, rest);
    const asked = instantOfField(definition.timeZone, values.at ?? '');
    return meaningOf({ ...contract, calendar: rememberedCalendar(definition) }, Date.now(), asked);
  } catch (error) {
    if (!problemOf(error).errors) throw error;
    return undefined;
  }
};
