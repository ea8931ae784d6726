import type { FactorStanding } from '../../../store/access/second-factors';
import { Csrf, FaultNote } from '../components/form-parts';
import { Moment } from '../components/moment';
import { Page } from '../components/page';
import type { Visitor } from '../visitor';
import { AnotherPerson } from './another-person';
import { CodeInput } from './code-input';

const here = '/account/second-factor';

interface SetUpProps {
  readonly visitor: Visitor;
  readonly back: string;
  /** An SVG as an address. */
  readonly picture: string;
  readonly shownKey: string;
  readonly fault?: string;
}

/** The key for the app, as a picture and as a text: shown until a code has proven that the app has it, then never again. */
export const SetUpPage = ({ visitor, back, picture, shownKey, fault }: SetUpProps) => {
  const { factor } = visitor.texts.access;
  return (
    <Page visitor={visitor} title={factor.title} here={here}>
      <form method="post" action={here} class="card narrow">
        <h1>{factor.title}</h1>
        {visitor.lacks && <p class="notice">{factor.required}</p>}
        <p>{factor.steps}</p>
        <img class="key-picture" src={picture} alt={factor.picture} width="220" height="220" />
        <p>
          {factor.key}: <code class="key-text">{shownKey}</code>
        </p>
        <FaultNote fault={fault} />
        <Csrf visitor={visitor} />
        <input type="hidden" name="back" value={back} />
        <CodeInput label={factor.code} />
        <button class="primary">{factor.confirm}</button>
      </form>
      {visitor.lacks && <AnotherPerson visitor={visitor} />}
    </Page>
  );
};

interface CodesProps {
  readonly visitor: Visitor;
  readonly codes: readonly string[];
  readonly back: string;
}

/** Shown once. */
export const RecoveryCodesPage = ({ visitor, codes, back }: CodesProps) => {
  const { factor } = visitor.texts.access;
  return (
    <Page visitor={visitor} title={factor.codes} here={here}>
      <section class="card narrow">
        <h1>{factor.codes}</h1>
        <p>{factor.codesHint}</p>
        <ol class="recovery-codes">
          {codes.map((one) => (
            <li>
              <code>{one}</code>
            </li>
          ))}
        </ol>
        <a class="button" href={back}>
          {factor.saved}
        </a>
      </section>
    </Page>
  );
};

interface StandingProps {
  readonly visitor: Visitor;
  readonly standing: FactorStanding;
  /** His role cannot do without it. */
  readonly required: boolean;
  readonly fault?: string;
}

/** How it stands, with what its owner may do about it: each needs a code. */
export const StandingPage = ({ visitor, standing, required, fault }: StandingProps) => {
  const { factor } = visitor.texts.access;
  return (
    <Page visitor={visitor} title={factor.title} here={here}>
      <form method="post" action={here} class="card narrow">
        <h1>{factor.title}</h1>
        <p>
          {factor.on} {factor.since} <Moment language={visitor.language} at={standing.since} />.{' '}
          {factor.codesLeft(standing.codesLeft)}.
        </p>
        <FaultNote fault={fault} />
        <Csrf visitor={visitor} />
        <CodeInput label={visitor.texts.access.code.label} />
        <div class="buttons">
          <button name="do" value="renew">
            {factor.renew}
          </button>
          {!required && (
            <button name="do" value="remove">
              {factor.remove}
            </button>
          )}
        </div>
      </form>
    </Page>
  );
};

/** It cannot be had here, or not be read any more. */
export const NoFactorPage = ({
  visitor,
  message,
}: {
  readonly visitor: Visitor;
  readonly message: string;
}) => (
  <Page visitor={visitor} title={visitor.texts.access.factor.title} here={here}>
    <section class="card narrow">
      <h1>{visitor.texts.access.factor.title}</h1>
      <p>{message}</p>
    </section>
  </Page>
);
