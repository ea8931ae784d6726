import { holding, type WrittenEntry } from '../../../domain/sla/correct';
import { originName } from '../components/field-name';
import { minutesText } from '../minutes-text';
import { wallTime } from '../wall-time';
import { becauseText, clockName, type Telling } from './because-text';

/** The whole account; what was taken back is struck out and stays. */
export const LedgerTable = ({ telling, entries }: { telling: Telling; entries: readonly WrittenEntry[] }) => {
  const words = telling.visitor.texts.sla;
  const holds = new Set(holding(entries).map(({ id }) => id));
  return (
    <details id="ledger" class="wide">
      <summary>
        {words.ledger} <small>({words.ledgerCount(entries.length)})</small>
      </summary>
      <table class="story">
        <thead>
          <tr>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.clockLabel}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.why}</th>
            <th scope="col">{words.used}</th>
            <th scope="col">{words.due}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Entry
              telling={telling}
              entry={entry}
              holds={holds.has(entry.id) || entry.event === 'corrected'}
            />
          ))}
        </tbody>
      </table>
    </details>
  );
};

const Entry = ({ telling, entry, holds }: { telling: Telling; entry: WrittenEntry; holds: boolean }) => {
  const { texts, language } = telling.visitor;
  const words = texts.sla;
  const told = (at: number): string => wallTime(at, telling.timeZone, language);
  const { isLate } = entry as { readonly isLate?: true };
  return (
    <tr class={holds ? '' : 'taken-back'}>
      <td>
        {told(entry.at)}
        {isLate && <small>{words.late}</small>}
      </td>
      <td>{clockName(entry.clock, telling.visitor)}</td>
      <td>
        {words.event[entry.event]}
        {entry.level !== undefined && <small>{levelText(entry.level, telling)}</small>}
      </td>
      <td>
        {becauseText(entry.because, telling)}
        <small>
          {words.origin} {originName(entry.origin, texts)}
        </small>
      </td>
      <td>{minutesText(entry.usedMs / 60_000, language)}</td>
      <td>{entry.due === undefined ? '' : told(entry.due)}</td>
    </tr>
  );
};

const levelText = (level: number | string, { visitor: { texts } }: Telling): string =>
  typeof level === 'number'
    ? `${level} %`
    : level === 'restart' || level === 'confirmed'
      ? texts.sla.level[level]
      : level;
