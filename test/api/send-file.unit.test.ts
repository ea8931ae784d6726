import { disposition } from '../../api/send-file';
import { fileName } from '../../domain/file-name';

test.each([
  ['a.txt', `attachment; filename="a.txt"; filename*=UTF-8''a.txt`],
  ['ж"\\;%.txt', `attachment; filename="_____.txt"; filename*=UTF-8''%D0%B6%22%5C%3B%25.txt`],
  ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2a.txt`],
])('the name %j is sent as %s', (name, header) => {
  expect(disposition(name)).toBe(header);
});

test('nothing that a name holds can end the header', () => {
  expect(disposition(fileName('a\r\nSet-Cookie: x=y'))).not.toMatch(/[\r\n]/);
});
