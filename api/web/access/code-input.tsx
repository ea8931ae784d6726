/** Telephones fill it in by themselves; a recovery code has letters, so no keyboard of digits is forced. */
export const CodeInput = ({ label }: { readonly label: string }) => (
  <label>
    <span>{label}</span>
    <input name="code" required autocomplete="one-time-code" autocapitalize="none" spellcheck={false} />
  </label>
);
