import { Page } from '../components/page';
import type { Visitor } from '../visitor';
import { KeyTable } from './keys-dialog';

/** The same as a page, for who has no script. */
export const KeysPage = ({ visitor }: { visitor: Visitor }) => (
  <Page visitor={visitor} title={visitor.texts.queues.keys} here="/keys">
    <h1>{visitor.texts.queues.keys}</h1>
    <div class="card">
      <KeyTable visitor={visitor} />
    </div>
  </Page>
);
