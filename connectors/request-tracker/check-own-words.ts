import { warning } from '../findings';
import type { Finding } from '../port';
import type { Account } from './account';
import { authorIn } from './author-mark';
import type { Client } from './client';
import { id, record, text } from './json';
import type { Json } from './json';
import { actorOf } from './people';
import type { QueueFacts } from './queue';
import { headsOf, isMail, newestEntries, recipientsOf } from './sent-mail';

/** So many answers of ours are looked at, from the newest on. */
const mostAnswers = 20;

/**
 * Whether RT mailed somebody the last thing that he himself wrote to the front: then the hook is not there, or an old one. Says nothing
 * where RT mails nobody, or nothing of that kind was written yet. Three requests at most.
 */
export const checkOwnWords = async (
  client: Client,
  account: Account,
  facts: QueueFacts,
): Promise<readonly Finding[]> => {
  const ourName = await account.name();
  const isOurs = (entry: Json) => actorOf(record(entry.Creator), ourName).isOurAccount;
  const answers = withMails(await newestEntries(client, facts.name))
    .filter(({ entry }) => text(entry.Type) === 'Correspond' && isOurs(entry))
    .slice(0, mostAnswers);
  const types = await headsOf(
    client,
    answers.map(({ entry }) => id(entry.id)),
    /^content-type:.*(\n[ \t].*)*/gim,
  );
  for (const { entry, mails } of answers) {
    const author = authorIn(types.get(id(entry.id)) ?? '');
    if (author === undefined) continue;
    const reached = await recipientsOf(
      client,
      mails.map((mail) => id(mail.id)),
    );
    const isBack = [...reached.values()].some((recipients) => recipients.includes(author));
    return isBack ? [mailedBack(facts, id(entry.ObjectId))] : [];
  }
  return [];
};

interface WithMails {
  readonly entry: Json;
  /** What RT mailed because of it stands right after it, before the ticket's next entry. */
  readonly mails: readonly Json[];
}

const withMails = (newestFirst: readonly Json[]): readonly WithMails[] => {
  const after = new Map<string, readonly Json[]>();
  const found: WithMails[] = [];
  for (const entry of newestFirst) {
    const ticket = id(entry.ObjectId);
    const mails = after.get(ticket) ?? [];
    after.set(ticket, isMail(entry) ? [...mails, entry] : []);
    if (!isMail(entry)) found.push({ entry, mails });
  }
  return found;
};

const mailedBack = ({ name }: QueueFacts, ticket: string): Finding =>
  warning(
    'webhookSecret',
    [
      `RT mails people of queue "${name}" what they themselves wrote to the front (ticket ${ticket})`,
      `RT присылает людям из очереди "${name}" то, что они сами написали фронту (заявка ${ticket})`,
    ],
    [
      "run the hook's install.sh of this version on RT's host: its scrip leaves the author out (docs/hooks.md)",
      'запустите на машине RT install.sh хука этой версии: его скрип исключает автора из получателей (docs/hooks.md)',
    ],
  );
