import type { Fault } from '../../../domain/fault';
import { faultText } from '../fault-text';
import type { Visitor } from '../visitor';

/** What is wrong with what was sent, in the names that stand on the page. */
export const PortalFaults = ({ visitor, faults }: { visitor: Visitor; faults: readonly Fault[] }) => {
  const words = visitor.texts.portal.faults;
  return faults.length === 0 ? null : (
    <div class="faults" role="alert">
      <p>{words.title}</p>
      <ul>
        {faults.map(({ field, message }) => (
          <li>
            <b>{words.field[field] ?? field}</b>: {faultText(message, visitor.texts)}
          </li>
        ))}
      </ul>
    </div>
  );
};
