import { languages, textsOf } from '../texts/index';
import type { Visitor } from '../visitor';
import { Csrf } from './form-parts';

/** The languages by their short names, each told in full to who asks (`here`: the page to come back to). */
export const LanguageSwitch = ({ visitor, here }: { visitor: Visitor; here: string }) => (
  <form method="post" action="/language" class="languages" aria-label={visitor.texts.layout.language}>
    <Csrf visitor={visitor} />
    <input type="hidden" name="back" value={here} />
    {languages.map((language) => (
      <button
        class="quiet"
        name="language"
        value={language}
        lang={language}
        title={textsOf(language).languageName}
        aria-pressed={language === visitor.language}
      >
        {textsOf(language).languageShort}
      </button>
    ))}
  </form>
);
