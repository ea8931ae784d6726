import { linkMinutes } from '../../../store/portal/sign-in-links';
import { Csrf, FaultNote, Input } from '../components/form-parts';
import type { Visitor } from '../visitor';
import { PortalPage } from './portal-frame';

interface Props {
  readonly visitor: Visitor;
  readonly back: string;
  readonly address: string;
  /** Links can be sent. */
  readonly byMail: boolean;
  /** People with a contact may come through a provider as well. */
  readonly provider?: { readonly label: string };
  readonly fault?: string;
  /** He tried his password: he goes on where he was. */
  readonly byPassword?: boolean;
}

/** The ways in: by a link, through a provider, by a password. */
export const PortalSignInPage = (props: Props) => {
  const { visitor, fault, byMail, back, provider } = props;
  const { access, portal } = visitor.texts;
  const { signIn } = portal;
  return (
    <PortalPage
      visitor={visitor}
      title={signIn.title}
      here={`/portal/sign-in?back=${encodeURIComponent(back)}`}
    >
      <div class="entrance">
        <h1>{signIn.title}</h1>
        <FaultNote fault={fault} />
        {byMail ? <LinkCard {...props} /> : <p class="hint">{signIn.noMail}</p>}
        {provider && (
          <p class="card">
            <a class="button wide" href={`/sign-in/oidc?for=portal&back=${encodeURIComponent(back)}`}>
              {access.oidc.enter(provider.label)}
            </a>
          </p>
        )}
        <PasswordCard {...props} />
        <p class="hint">
          <a href="/sign-in">{signIn.staff}</a>
        </p>
      </div>
    </PortalPage>
  );
};

const LinkCard = ({ visitor, back, address }: Props) => {
  const { signIn } = visitor.texts.portal;
  return (
    <form method="post" action="/portal/sign-in/link" class="card">
      <p>{signIn.explain}</p>
      <Csrf visitor={visitor} />
      <input type="hidden" name="back" value={back} />
      <Input
        name="address"
        label={signIn.address}
        type="email"
        value={address}
        required
        autocomplete="email"
      />
      <button class="primary wide">{signIn.send}</button>
    </form>
  );
};

const PasswordCard = ({ visitor, back, address, byMail, byPassword = false }: Props) => {
  const { signIn } = visitor.texts.portal;
  return (
    <details class="card" open={!byMail || byPassword}>
      <summary>{signIn.byPassword}</summary>
      <form method="post" action="/portal/sign-in/password">
        <Csrf visitor={visitor} />
        <input type="hidden" name="back" value={back} />
        <Input
          name="address"
          label={signIn.address}
          type="email"
          value={address}
          required
          autocomplete="username"
        />
        <Input
          name="password"
          label={signIn.password}
          type="password"
          required
          autocomplete="current-password"
        />
        <button class="wide">{signIn.submit}</button>
      </form>
    </details>
  );
};

/** The same whether the address is known or not. */
export const LinkSentPage = ({ visitor, back }: { visitor: Visitor; back: string }) => {
  const { signIn } = visitor.texts.portal;
  return (
    <PortalPage visitor={visitor} title={signIn.sentTitle} here="/portal/sign-in">
      <section class="card entrance">
        <h1>{signIn.sentTitle}</h1>
        <p>{signIn.sent(linkMinutes)}</p>
        <p class="hint">{signIn.notCome}</p>
        <p>
          <a href={`/portal/sign-in?back=${encodeURIComponent(back)}`}>{signIn.again}</a>
        </p>
      </section>
    </PortalPage>
  );
};

/** Looking at the link uses nothing up: mail servers look at every link. The button does. */
export const EnterPage = ({ visitor, token }: { visitor: Visitor; token: string }) => {
  const { enter } = visitor.texts.portal;
  return (
    <PortalPage visitor={visitor} title={enter.title} here="/portal/sign-in">
      <form method="post" action={`/portal/enter/${token}`} class="card entrance">
        <h1>{enter.title}</h1>
        <p>{enter.ask}</p>
        <Csrf visitor={visitor} />
        <button class="primary wide">{enter.submit}</button>
      </form>
    </PortalPage>
  );
};

export const LinkBrokenPage = ({ visitor, fault }: { visitor: Visitor; fault?: string }) => {
  const { enter } = visitor.texts.portal;
  return (
    <PortalPage visitor={visitor} title={enter.title} here="/portal/sign-in">
      <section class="card entrance">
        <h1>{enter.title}</h1>
        <p role="alert">{fault ?? enter.broken}</p>
        <p>
          <a class="button" href="/portal/sign-in">
            {enter.another}
          </a>
        </p>
      </section>
    </PortalPage>
  );
};
