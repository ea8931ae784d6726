import { PortalPage } from '../portal/portal-frame';
import type { Visitor } from '../visitor';
import { Page } from './page';

/** Something did not work: what, and where to go now. */
export const FaultPage = ({
  visitor,
  message,
  detail,
  portal = false,
}: {
  visitor: Visitor;
  message: string;
  detail?: string;
  /** It came up in the portal. */
  portal?: boolean;
}) => {
  const home = portal ? '/portal' : '/tickets';
  const Frame = portal ? PortalPage : Page;
  return (
    <Frame visitor={visitor} title={visitor.texts.faults.title} here={home}>
      <section class="card narrow">
        <h1>{visitor.texts.faults.title}</h1>
        <p>{message}</p>
        {detail && <p class="hint">{detail}</p>}
        <p>
          <a href={home}>{visitor.texts.faults.back}</a>
        </p>
      </section>
    </Frame>
  );
};
