import type { Visitor } from '../visitor';
import { Csrf, FaultNote, Input } from './form-parts';
import { Page } from './page';

interface Props {
  readonly visitor: Visitor;
  readonly back: string;
  readonly fault?: string;
  /** People may come through a provider as well. */
  readonly provider?: { readonly label: string };
}

export const SignInPage = ({ visitor, back, fault, provider }: Props) => {
  const { signIn, access } = visitor.texts;
  return (
    <Page visitor={visitor} title={signIn.title} here={`/sign-in?back=${encodeURIComponent(back)}`}>
      <form method="post" action="/sign-in" class="card narrow">
        <h1>{signIn.title}</h1>
        <FaultNote fault={fault} />
        <Csrf visitor={visitor} />
        <input type="hidden" name="back" value={back} />
        <Input name="login" label={signIn.login} required autocomplete="username" />
        <Input
          name="password"
          label={signIn.password}
          type="password"
          required
          autocomplete="current-password"
        />
        <button class="primary">{signIn.submit}</button>
        <p class="hint">
          <a href="/portal/sign-in">{visitor.texts.portal.signIn.customer}</a>
        </p>
      </form>
      {provider && (
        <p class="narrow provider">
          <a class="button" href={`/sign-in/oidc?back=${encodeURIComponent(back)}`}>
            {access.oidc.enter(provider.label)}
          </a>
        </p>
      )}
    </Page>
  );
};
