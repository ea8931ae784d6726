import { problemOf } from '../../api/problem-of';

test('a text that the database cannot hold is the sender’s fault, not ours', () => {
  const { statusCode, errors } = problemOf({
    code: '54000',
    message: 'index row size 3000 exceeds btree maximum',
  });
  expect([statusCode, errors?.[0]?.field]).toEqual([422, 'body']);
});

test('what was not foreseen is told without its words', () => {
  expect(problemOf(new Error('a secret'))).toMatchObject({
    statusCode: 500,
    detail: expect.not.stringContaining('secret'),
  });
});
