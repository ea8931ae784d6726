import type { Visitor } from '../visitor';
import { Page } from './page';

/** Something did not work: what, and where to go now. */
export const FaultPage = ({
  visitor,
  message,
  detail,
}: {
  visitor: Visitor;
  message: string;
  detail?: string;
}) => (
  <Page visitor={visitor} title={visitor.texts.faults.title} here="/tickets">
    <section class="card narrow">
      <h1>{visitor.texts.faults.title}</h1>
      <p>{message}</p>
      {detail && <p class="hint">{detail}</p>}
      <p>
        <a href="/tickets">{visitor.texts.faults.back}</a>
      </p>
    </section>
  </Page>
);
