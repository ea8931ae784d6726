import { notifyEvents, type NotifyEvent } from '../../../domain/notify/event';
import {
  audiences,
  type Audience,
  type Condition,
  type NotifyRule,
  type NotifyRules,
} from '../../../domain/notify/rule';
import { front } from '../../../domain/ticket';
import type { Visitor } from '../visitor';
import { Page } from './page';

interface Props {
  readonly visitor: Visitor;
  /** Undefined: nobody is told of anything. */
  readonly notify: NotifyRules | undefined;
}

/** The matrix in force: event by event, who is told, by which way, and under which conditions. */
export const NotificationRulesPage = ({ visitor, notify }: Props) => {
  const { notifyRules: words, mail } = visitor.texts;
  return (
    <Page visitor={visitor} title={words.title} here="/notifications/rules">
      <h1>{words.title}</h1>
      <p class="hint">
        {words.explain} <a href="/notifications">{mail.settings.title}</a>
      </p>
      {notify && <Limits visitor={visitor} notify={notify} />}
      {notify ? (
        <div class="card wide" tabIndex={0} role="region" aria-label={words.title}>
          <table class="rules">
            <thead>
              <tr>
                <th scope="col">{words.event}</th>
                {audiences.map((who) => (
                  <th scope="col">{words.who[who]}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {notifyEvents.map((event) => (
                <Row visitor={visitor} event={event} rules={notify.rules} />
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p class="empty">{words.nobody}</p>
      )}
    </Page>
  );
};

/** What overrides the whole matrix. */
const Limits = ({ visitor, notify }: { visitor: Visitor; notify: NotifyRules }) => {
  const { notifyRules: words } = visitor.texts;
  return (
    <>
      {!notify.email && <p class="notice">{words.noMail}</p>}
      {notify.speaker !== front && <p class="notice">{words.otherSpeaks(notify.speaker)}</p>}
    </>
  );
};

interface RowProps {
  readonly visitor: Visitor;
  readonly event: NotifyEvent;
  readonly rules: readonly NotifyRule[];
}

const Row = ({ visitor, event, rules }: RowProps) => (
  <tr>
    <th scope="row">
      {visitor.texts.mail.event[event]}
      {event === 'escalation' && <small>{visitor.texts.notifyRules.byContract}</small>}
    </th>
    {audiences.map((who) => (
      <td>
        <Cell visitor={visitor} rules={rules.filter((rule) => rule.event === event && tells(rule, who))} />
      </td>
    ))}
  </tr>
);

const tells = ({ to, by }: NotifyRule, who: Audience): boolean => to.includes(who) && by.length > 0;

const Cell = ({ visitor, rules }: Omit<RowProps, 'event'>) => {
  const { notifyRules: words } = visitor.texts;
  if (rules.length === 0) return <span class="empty">—</span>;
  return (
    <>
      {rules.map(({ by, when }) => {
        const conditions = conditionsOf(when, visitor);
        return (
          <div>
            {by.map((way) => words.way[way]).join(', ')}
            {conditions.length > 0 && <small> {conditions.join('; ')}</small>}
          </div>
        );
      })}
    </>
  );
};

const conditionsOf = (when: Condition, { texts }: Visitor): readonly string[] => {
  const words = texts.notifyRules.when;
  const listed = (label: string, values: readonly string[] | undefined) =>
    values && values.length > 0 ? [`${label}: ${values.join(', ')}`] : [];
  return [
    ...listed(words.service, when.service),
    ...listed(words.contract, when.contract),
    ...listed(
      words.priority,
      when.priority?.map((one) => texts.priority[one]),
    ),
    ...listed(
      words.origin,
      when.origin?.map((one) => texts.channel[one]),
    ),
    ...listed(
      words.status,
      when.status?.map((one) => texts.status[one]),
    ),
    ...(when.share === undefined ? [] : [words.share(when.share)]),
  ];
};
