import { wallTime } from '../../../domain/calendar/zone';
import type { ClockView } from '../../../domain/sla/clock-view';
import { Csrf } from '../components/form-parts';
import { zonePlace } from '../wall-time';
import { clockName, type Telling } from './because-text';

interface Props {
  readonly telling: Telling;
  readonly number: string;
  readonly clocks: { readonly [name: string]: ClockView };
}

/** A person's own date for a deadline that is neither met nor missed. */
export const SetDueForm = ({ telling, number, clocks }: Props) => {
  const { visitor, timeZone } = telling;
  const words = visitor.texts.sla.setDue;
  const open = (['reaction', 'resolution'] as const).flatMap((name) => {
    const clock = clocks[name];
    return clock && (clock.state === 'running' || clock.state === 'paused') ? [{ name, clock }] : [];
  });
  if (open.length === 0) return null;
  return (
    <details id="set-due">
      <summary>{words.title}</summary>
      <form method="post" action={`/tickets/${number}/due`}>
        <Csrf visitor={visitor} />
        <p class="hint">{words.hint(zonePlace(timeZone, visitor.language))}</p>
        <div class="row">
          {open.map(({ name, clock }) => (
            <Field telling={telling} name={name} clock={clock} />
          ))}
        </div>
        <button>{words.save}</button>
      </form>
    </details>
  );
};

const Field = ({ telling, name, clock }: { telling: Telling; name: string; clock: ClockView }) => {
  const { visitor, timeZone } = telling;
  const { setDue } = visitor.texts.sla;
  const least = wallTime(Date.now(), timeZone).replace(' ', 'T');
  return (
    <div>
      <label>
        <span>{clockName(name, visitor)}</span>
        <input type="datetime-local" name={`${name}Due`} min={least} autocomplete="off" />
      </label>
      {clock.isHandSet && (
        <label class="tick">
          <input type="checkbox" name={`${name}Back`} /> {setDue.back}
        </label>
      )}
    </div>
  );
};
