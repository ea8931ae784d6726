import type { Desk } from '../desk';
import { nobody } from '../model';
import type { Words } from './words';

/** Who acts: one of the agents; the page asks for no password. */
export const PersonField = ({ label, desk, person }: { label: string; desk: Desk; person: string }) => (
  <label>
    {label}
    <select name="person">
      {desk.tables.users
        .filter(({ agent }) => agent)
        .map(({ name, realName }) => (
          <option key={name} value={name} selected={name === person}>
            {realName}
          </option>
        ))}
    </select>
  </label>
);

/** Who has the ticket: clocks inside the house may go by it. */
export const OwnerField = ({
  words,
  desk,
  owner,
}: {
  words: Words;
  desk: Desk;
  owner: string | undefined;
}) => (
  <label>
    {words.owner}
    <select name="owner">
      <option value={nobody.name}>{words.nobody}</option>
      {desk.tables.users
        .filter(({ agent }) => agent)
        .map(({ name, realName }) => (
          <option key={name} value={name} selected={name === owner}>
            {realName}
          </option>
        ))}
    </select>
  </label>
);
