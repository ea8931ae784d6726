import type { Account, Accounting } from '../../../store/accounting';
import type { Texts } from '../texts/index';
import type { Visitor } from '../visitor';
import { originName } from './field-name';

/** What came from outside and what became of it, system by system. */
export const AccountingCard = ({ visitor, books }: { visitor: Visitor; books: Accounting }) => {
  const { texts } = visitor;
  const { accounting } = texts.synchronisation;
  return (
    <section class="card" id="accounting" data-live>
      <h2>{accounting.title}</h2>
      <p class="hint">{accounting.explain}</p>
      <div class="wide">
        <table class="figures">
          <thead>
            <tr>
              <td />
              <th scope="col">{accounting.received}</th>
              <th scope="col">{accounting.applied}</th>
              <th scope="col">{accounting.ignored}</th>
              <th scope="col">{accounting.open}</th>
              <th scope="col" class="text">
                {accounting.why}
              </th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(books.bySystem).map(([system, account]) => (
              <Row visitor={visitor} name={originName(system, texts)} account={account} />
            ))}
            <Row visitor={visitor} name={accounting.all} account={books} />
          </tbody>
        </table>
      </div>
    </section>
  );
};

const Row = ({ visitor, name, account }: { visitor: Visitor; name: string; account: Account }) => {
  const number = new Intl.NumberFormat(visitor.language);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{number.format(account.received)}</td>
      <td>{number.format(account.applied)}</td>
      <td>{number.format(account.ignored)}</td>
      <td>{number.format(account.open)}</td>
      <td class="text">
        {Object.entries(account.ignoredBecause)
          .map(([reason, n]) => `${reasonName(reason, visitor.texts)}: ${number.format(n)}`)
          .join('; ')}
      </td>
    </tr>
  );
};

/** Why something was ignored, in the reader's words. */
export const reasonName = (reason: string, { story: { because } }: Texts): string =>
  reason in because ? because[reason as keyof typeof because] : reason;
