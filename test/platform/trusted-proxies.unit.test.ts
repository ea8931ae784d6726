import { trustedProxies } from '../../platform/trusted-proxies';

test.each([
  ['10.0.0.5', ['10.0.0.5']],
  ['10.0.0.5, 172.16.0.0/12 ,fd00::/8', ['10.0.0.5', '172.16.0.0/12', 'fd00::/8']],
  ['loopback,uniquelocal', ['loopback', 'uniquelocal']],
  ['::1', ['::1']],
])('%s are proxies', (text, wanted) => {
  expect(trustedProxies(text)).toEqual(wanted);
});

test.each([
  'true',
  '1',
  '*',
  'proxy.example.test',
  '10.0.0.0/33',
  '10.0.0.0/0',
  '::/0',
  '10.0.0.0/',
  '10.0.0.1/8/8',
  '10.0.0.0/255.0.0.0',
  'fe80::1%eth0',
  '10.0.0.5,',
  ' ',
])('“%s” names none', (text) => {
  expect(trustedProxies(text)).toBeUndefined();
});
