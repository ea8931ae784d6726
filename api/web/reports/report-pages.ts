import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../../domain/fault';
import { listContracts } from '../../../store/contracts';
import type { Database } from '../../../store/database';
import { listOrganisations } from '../../../store/organisations';
import { listServices } from '../../../store/services';
import { viewTicket } from '../../../store/ticket-view';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { notFound } from '../../problem';
import { problemOf } from '../../problem-of';
import { idOf } from '../../reference';
import { closeReport, explainBreach, periodOf, reportFor, type Reported } from '../../reporting';
import { complianceCsv } from '../../rest/compliance-csv';
import { line } from '../../tickets/words';
import { addressOf } from '../contracts/contract-query';
import { formOf } from '../form-of';
import { localPath, personWhoMay } from '../guard';
import { orShow } from '../or-show';
import { sendForm } from '../send-page';
import { visitorOf } from '../visitor';
import { ofService } from './report-groups';
import { ReportPage } from './report-page';
import { daysAreRight, reportQuery, type ReportQuery } from './report-query';

/** How contracts were kept: figures, reasons, closed periods. */
export const registerReportPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/reports', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'agreements.read');
    if (!person) return reply;
    return showReport(request, reply, options);
  });
  app.get('/reports/compliance.csv', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'agreements.read');
    if (!person) return reply;
    const query = reportQuery(request.query as Record<string, unknown>, Date.now());
    periodOf(query);
    const reports = (await reportsOf(options.db, query)).map(({ report }) => report);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="sla-${query.from}-${query.to}.csv"`)
      .header('cache-control', 'no-store')
      .send(complianceCsv(reports));
  });
  app.post('/reports/periods', (request, reply) => submitClosing(request, reply, options));
  app.post('/reports/reasons', (request, reply) => submitReason(request, reply, options));
};

const showReport = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
  asked: object = request.query as object,
  given: readonly Fault[] = [],
): Promise<unknown> => {
  const query = reportQuery(asked as Record<string, unknown>, Date.now());
  const faults = [...given, ...dayFaults(query)];
  const page = ReportPage({
    draft: { visitor: visitorOf(request), values: {}, faults },
    query: daysAreRight(query) ? query : reportQuery({}, Date.now()),
    reports: daysAreRight(query) ? await reportsOf(db, query) : [],
    contracts: (await listContracts(db, { limit: 1000 })).items,
    organisations: (await listOrganisations(db, { limit: 1000 })).items,
    services: (await listServices(db, { limit: 1000 })).items,
  });
  return sendForm(reply, page, faults);
};

const dayFaults = (query: ReportQuery): readonly Fault[] => {
  try {
    periodOf(query);
    return [];
  } catch (error) {
    return problemOf(error).errors ?? [];
  }
};

const reportsOf = async (db: Database, query: ReportQuery): Promise<readonly Reported[]> => {
  const { items } = await listContracts(
    db,
    { limit: 1000 },
    query.organisation ? { organisationId: Number(query.organisation) } : {},
  );
  const wanted = items.filter(({ id }) => query.contract === '' || String(id) === query.contract);
  const service = await serviceName(db, query.service);
  const reports: Reported[] = [];
  for (const { id } of wanted)
    for (const { report, isClosed } of await reportFor(db, id, { from: query.from, to: query.to }))
      reports.push({ report: ofService(report, service), isClosed });
  return reports;
};

const serviceName = async (db: Database, id: string): Promise<string | undefined> =>
  id === ''
    ? undefined
    : (await listServices(db, { limit: 1000 })).items.find((one) => String(one.id) === id)?.name;

const submitClosing = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'agreements.write');
  if (!form) return reply;
  const { contract = '', from = '', to = '' } = form.fields;
  return orShow(
    async () => {
      const period = periodOf({ from, to });
      const id = idOf(contract, 'contract');
      await commit(options.db, (tx) => closeReport(tx, id, period, form.person.name));
      return reply.redirect(addressOf('/reports', { contract, from, to }), 303);
    },
    (faults) => showReport(request, reply, options, form.fields, faults),
  );
};

const submitReason = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'tickets.work');
  if (!form) return reply;
  const { ticket = '', clock = '', reason = '', back = '' } = form.fields;
  const found = await viewTicket(options.db, ticket, {});
  if (!found) throw notFound('such ticket');
  return orShow(
    async () => {
      const said = { clock, reason: line('reason', reason), actor: form.person.name };
      await commit(options.db, (tx) => explainBreach(tx, found, said));
      return reply.redirect(localPath(back), 303);
    },
    (faults) => {
      const asked = Object.fromEntries(new URL(localPath(back), 'http://x').searchParams);
      return showReport(request, reply, options, asked, faults);
    },
  );
};
