import { Csrf, FaultNote } from '../components/form-parts';
import { Page } from '../components/page';
import type { Visitor } from '../visitor';
import { AnotherPerson } from './another-person';
import { CodeInput } from './code-input';

interface Props {
  readonly visitor: Visitor;
  readonly back: string;
  readonly fault?: string;
}

/** Asks for the second factor. */
export const CodePage = ({ visitor, back, fault }: Props) => {
  const { code } = visitor.texts.access;
  return (
    <Page visitor={visitor} title={code.title} here={`/sign-in/code?back=${encodeURIComponent(back)}`}>
      <form method="post" action="/sign-in/code" class="card narrow">
        <h1>{code.title}</h1>
        <FaultNote fault={fault} />
        <Csrf visitor={visitor} />
        <input type="hidden" name="back" value={back} />
        <CodeInput label={code.label} />
        <button class="primary">{code.submit}</button>
        <p class="hint">{code.lost}</p>
      </form>
      <AnotherPerson visitor={visitor} />
    </Page>
  );
};
