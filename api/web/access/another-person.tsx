import { Csrf } from '../components/form-parts';
import type { Visitor } from '../visitor';

/** The way out for whoever has begun to sign in as somebody else than he is. */
export const AnotherPerson = ({ visitor }: { visitor: Visitor }) => (
  <form method="post" action="/sign-out" class="narrow">
    <Csrf visitor={visitor} />
    <button class="quiet">{visitor.texts.access.code.other}</button>
  </form>
);
