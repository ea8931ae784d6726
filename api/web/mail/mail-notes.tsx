import type { Visitor } from '../visitor';
import { InviteNote } from './invite-note';
import type { MailDetail } from './mail-detail';

/** What kind of mail it is, where it is not just words of a person. */
export const MailNotes = ({ visitor, detail }: { visitor: Visitor; detail: MailDetail }) => {
  const { letter } = visitor.texts;
  const { verdict, invite, protection, notes = [] } = detail;
  const said = [
    ...(verdict && verdict.kind !== 'person' ? [letter.kind[verdict.kind]] : []),
    ...(protection ? [letter.protection[protection]] : []),
    ...notes.map((note) => letter.note[note]),
  ];
  if (said.length === 0 && !invite) return null;
  return (
    <ul class="mail-notes">
      {invite && <InviteNote visitor={visitor} invite={invite} />}
      {said.map((words) => (
        <li>{words}</li>
      ))}
    </ul>
  );
};
