import type { Desk } from '../desk';

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
