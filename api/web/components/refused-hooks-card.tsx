import type { RefusedHook } from '../../../store/refused-hooks';
import type { Visitor } from '../visitor';
import { Moment } from './moment';

/** The last heads of webhooks with a wrong or missing signature. */
export const RefusedHooksCard = ({ visitor, hooks }: { visitor: Visitor; hooks: readonly RefusedHook[] }) => {
  const { texts, language } = visitor;
  return (
    <section class="card" id="hooks" data-live>
      <h2>{texts.synchronisation.hooks.title}</h2>
      {hooks.length === 0 && <p class="empty">{texts.synchronisation.hooks.none}</p>}
      {hooks.length > 0 && <p class="hint">{texts.synchronisation.hooks.explain}</p>}
      {hooks.map((hook) => (
        <details id={`hook-${hook.at.getTime()}`}>
          <summary>
            <b>{hook.system}</b> <Moment at={hook.at} language={language} exact />
            {hook.because && ` — ${texts.synchronisation.hooks.because[hook.because]}`}
          </summary>
          {hook.because && (
            <p class="hint">{texts.synchronisation.hooks.advice[hook.because](hook.system)}</p>
          )}
          <pre>
            {Object.entries(hook.head)
              .map(
                ([name, value]) => `${name === 'from' ? texts.synchronisation.hooks.from : name}: ${value}`,
              )
              .join('\n')}
          </pre>
        </details>
      ))}
    </section>
  );
};
