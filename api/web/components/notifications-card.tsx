import type { NotificationView } from '../../../store/notify/notification-list';
import { reasonText } from '../reason-text';
import type { Visitor } from '../visitor';
import { Moment } from './moment';

const tones = { queued: 'wait', sent: 'good', refused: 'bad', bounced: 'bad', suppressed: 'calm' } as const;

/** Who was told of what about a ticket, and what became of it. */
export const NotificationsCard = ({
  visitor,
  notifications,
}: {
  visitor: Visitor;
  notifications: readonly NotificationView[];
}) => {
  const { mail } = visitor.texts;
  return (
    <section class="card" id="notifications" data-live>
      <h2>{mail.notifications}</h2>
      {notifications.length === 0 && <p class="empty">{mail.noneTold}</p>}
      <ul class="systems">
        {notifications.map((one) => (
          <li>
            <div>
              <b>{mail.event[one.event]}</b> → {one.recipient}{' '}
              <span class={`outcome ${tones[one.state]}`}>{mail.delivery[one.state]}</span>
            </div>
            <small>
              <Moment at={one.settledAt ?? one.createdAt} language={visitor.language} />
              {one.because && ` · ${reasonText(one.because, visitor.language)}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
};
