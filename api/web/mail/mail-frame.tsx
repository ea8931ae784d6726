import { sandbox } from '../../mail/mail-page';
import type { Visitor } from '../visitor';

/** The mail as its sender made it, in a sandbox: nothing of it runs, or knows of the page around it. */
export const MailFrame = ({
  visitor,
  id,
  withRemote = false,
}: {
  visitor: Visitor;
  id: number;
  withRemote?: boolean;
}) => (
  <iframe
    class="mail-frame"
    src={`/mails/${id}/html${withRemote ? '?images=1' : ''}`}
    title={visitor.texts.letter.asSent}
    sandbox={sandbox}
    referrerpolicy="no-referrer"
    loading="lazy"
  />
);
