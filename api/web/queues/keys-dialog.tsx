import type { Visitor } from '../visitor';

/** Which key does what. */
export const KeyTable = ({ visitor: { texts } }: { visitor: Visitor }) => (
  <table class="keys">
    <tbody>
      {texts.queues.keyList.map(([key, does]) => (
        <tr>
          <th scope="row">
            {key.split(', ').map((one, i) => (
              <>
                {i > 0 && ' '}
                <kbd>{one}</kbd>
              </>
            ))}
          </th>
          <td>{does}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** The overlay that “?” opens. Keys of one letter can be switched off (WCAG 2.1.4). */
export const KeysDialog = ({ visitor }: { visitor: Visitor }) => {
  const { queues } = visitor.texts;
  return (
    <dialog id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">{queues.keys}</h2>
      <KeyTable visitor={visitor} />
      <form method="dialog">
        <label class="tick">
          <input type="checkbox" data-keys-on checked /> {queues.keysOn}
        </label>
        <button class="primary" autofocus>
          {queues.close}
        </button>
      </form>
    </dialog>
  );
};
