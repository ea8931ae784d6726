import type { ClockResult } from '../../domain/sla/compliance';
import type { Compliance } from '../../store/reports/compliance';

const clocks = ['reaction', 'resolution'] as const;
const columns = ['result', 'used minutes', 'target minutes', 'excluded', 'reason'] as const;

/** One line a ticket (RFC 4180), with a byte order mark: without it Excel reads Russian as Latin. */
export const complianceCsv = (reports: readonly Compliance[]): string => {
  const head = [
    'contract',
    'organisation',
    'ticket',
    'title',
    'service',
    'priority',
    'registered',
    ...clocks.flatMap((clock) => columns.map((column) => `${clock} ${column}`)),
  ];
  const lines = reports.flatMap(({ contract, organisation, tickets }) =>
    tickets.map((one) => [
      contract,
      organisation,
      one.ticket,
      one.title,
      one.service ?? '',
      one.priority,
      one.registeredAt,
      ...clocks.flatMap((clock) => cells(one[clock])),
    ]),
  );
  return `\uFEFF${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
};

const cells = (clock: ClockResult | undefined): readonly string[] =>
  clock
    ? [
        clock.unconfirmed ? `${clock.result} (unconfirmed)` : clock.result,
        String(clock.usedMinutes),
        String(clock.targetMinutes),
        clock.excluded.map(({ because, minutes }) => `${because}: ${minutes}`).join('; '),
        clock.reason ?? '',
      ]
    : columns.map(() => '');

/** A text that a spreadsheet would take for a formula is given an apostrophe (OWASP, CSV injection). */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
