import { linkBackTo, ownershipOf } from '../../domain/link-back';

const ours = linkBackTo('https://desk.example/', 'SD-1042', 'abc123');
const theirs = linkBackTo('https://other.example', 'SD-1042', 'def456');

it('leads to the ticket’s page and names the installation', () => {
  expect(ours).toBe('https://desk.example/tickets/SD-1042?i=abc123');
});

it('tells our records from those of another installation', () => {
  expect(ownershipOf([], 'abc123')).toBe('none');
  expect(ownershipOf([ours], 'abc123')).toBe('ours');
  expect(ownershipOf([theirs], 'abc123')).toBe('foreign');
});

it('ours counts before foreign: a ticket may refer to another company’s', () => {
  expect(ownershipOf([theirs, ours], 'abc123')).toBe('ours');
});

it('is still ours when the front moved to another address', () => {
  expect(ownershipOf([linkBackTo('http://10.0.0.1:3000/sd', 'SD-1042', 'abc123')], 'abc123')).toBe('ours');
});

it('is told from any other link', () => {
  expect(ownershipOf(['https://desk.example/tickets/1042', 'fsck.com-rt://x/ticket/1'], 'abc123')).toBe(
    'none',
  );
});
