import { may, rightsOf, roles } from '../../domain/role';
import { textOf } from './files';

describe('docs/access.md', () => {
  it('says of every role and right what the code says', () => {
    const table = /<!-- rights -->\n([\s\S]*?)<!-- \/rights -->/.exec(textOf('docs/access.md'))?.[1] ?? '';
    const rows = table
      .trim()
      .split('\n')
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows[0]).toEqual(['right', ...roles]);
    expect(rows.slice(2)).toEqual(
      [...new Set([...rightsOf('administrator'), ...roles.flatMap(rightsOf)])].map((right) => [
        `\`${right}\``,
        ...roles.map((role) => (may(role, right) ? 'yes' : '')),
      ]),
    );
  });
});
