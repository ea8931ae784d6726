import type { CannedAnswer } from '../../../store/canned-answers';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly answers: readonly CannedAnswer[];
  /** Where the filled text of one is got: this, and its id. */
  readonly address: string;
  /** The field that it goes into. */
  readonly into: string;
}

/** Canned answers to choose from, by mouse or by keyboard alone; without the script the form itself puts one in. */
export const CannedPicker = ({ visitor, answers, address, into }: Props) => {
  const { canned } = visitor.texts;
  if (answers.length === 0) return null;
  return (
    <details class="canned" data-canned={address} data-into={into}>
      <summary aria-keyshortcuts="Control+K">
        {canned.open} <kbd>Ctrl+K</kbd>
      </summary>
      <label class="canned-find" hidden>
        <span>{canned.find}</span>
        <input type="search" autocomplete="off" />
        <small>{canned.findHint}</small>
      </label>
      <ul>
        {answers.map((answer) => (
          <li>
            <button class="quiet" name="answer" value={String(answer.id)} formNoValidate>
              {answer[visitor.language].title}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
};
