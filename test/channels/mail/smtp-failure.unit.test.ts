import { smtpFailure } from '../../../channels/mail/smtp-failure';

const kindOf = (error: object) => smtpFailure(Object.assign(new Error('said'), error)).kind;

/** What the library throws, as met on a real Exim and as its source says. */
it.each([
  ['address', { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO', response: '550 no such user' }],
  ['later', { code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' }],
  ['settings', { code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM' }],
  ['address', { code: 'EENVELOPE' }],
  ['message', { code: 'EMESSAGE', responseCode: 554, command: 'DATA' }],
  ['later', { code: 'EMESSAGE', responseCode: 452, command: 'DATA' }],
  ['settings', { code: 'EAUTH', responseCode: 535 }],
  ['server', { code: 'EAUTH', responseCode: 454 }],
  ['server', { code: 'EENVELOPE', responseCode: 421, command: 'RCPT TO' }],
  ['server', { code: 'ESOCKET', errno: -111 }],
  ['server', { code: 'ETIMEDOUT', command: 'CONN' }],
  ['server', { code: 'EDNS' }],
  ['settings', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
])('%s: %j', (kind, error) => expect(kindOf(error)).toBe(kind));
