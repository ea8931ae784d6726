import type { Grant } from '../../../store/calls/caller';
import { GrantBox } from '../components/call-parts';
import type { Visitor } from '../visitor';

/** What would be promised, before the ticket is saved. */
export const DueCard = ({ visitor, due }: { visitor: Visitor; due: Grant | null }) => {
  const { sla } = visitor.texts;
  return (
    <div class="due-card">
      <div id="due" aria-live="polite">
        {due ? <GrantBox visitor={visitor} grant={due} /> : <p class="hint">{sla.dueUnknown}</p>}
      </div>
      <button class="quiet" data-no-script name="do" value="preview" formNoValidate>
        {sla.showDue}
      </button>
    </div>
  );
};
