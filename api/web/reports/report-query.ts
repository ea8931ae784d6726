import { isDay } from '../../../domain/day';
import { dayAt } from '../../../domain/calendar/wall-days';

/** What stands in the address of the reports. */
export interface ReportQuery {
  readonly contract: string;
  readonly organisation: string;
  readonly service: string;
  readonly from: string;
  readonly to: string;
}

/** Without days: the present month. Days that are none are left as they are, to be told of. */
export const reportQuery = (query: Readonly<Record<string, unknown>>, now: number): ReportQuery => {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value.slice(0, 40) : '';
  };
  const id = (name: string): string => (/^\d{1,15}$/.test(text(name)) ? text(name) : '');
  const today = dayAt('UTC', now);
  return {
    contract: id('contract'),
    organisation: id('organisation'),
    service: id('service'),
    from: text('from') || `${today.slice(0, 8)}01`,
    to: text('to') || endOfMonth(today),
  };
};

const endOfMonth = (day: string): string => {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};

export const daysAreRight = ({ from, to }: ReportQuery): boolean => isDay(from) && isDay(to) && from <= to;
