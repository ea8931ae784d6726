/** Private-use characters: YAML takes them in a plain scalar, also inside `{...}`, where `${NAME}` itself is a syntax error. */
const [open, close] = ['\uf0e0', '\uf0e1'];
const marked = new RegExp(`${open}([^${close}]*)${close}`, 'g');

/** The file's text with every `${NAME}` made safe for the YAML parser; lines stay as they are. `$${` means `${` itself. */
export const markVariables = (text: string): string =>
  text.replace(/\$(\$\{)|\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, escaped?: string, name?: string) =>
    escaped === undefined ? `${open}${name}${close}` : `${open}${close}{`,
  );

/** A scalar that is (partly) given by the environment: what it says must not be printed. */
export const hasVariable = (scalar: string): boolean => scalar.includes(open);

/** What a marked scalar says; `unset` names the variables that are missing, `broken` tells of a `${` without a name. */
export const fillVariables = (
  scalar: string,
  env: NodeJS.ProcessEnv,
): { readonly text: string; readonly unset: readonly string[]; readonly broken: boolean } => {
  const unset: string[] = [];
  const broken = scalar.includes('${');
  const text = scalar.replace(marked, (_, name: string) => {
    if (name === '') return '$';
    if (env[name] === undefined) unset.push(name);
    return env[name] ?? '';
  });
  return { text, unset, broken };
};
