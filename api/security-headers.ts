import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Our pages are made of our own files only. The documentation's viewer sets a policy of its own. */
export const registerSecurityHeaders = async (app: FastifyInstance): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        // Mails, shown in a sandbox of their own.
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Whether the address is served over TLS, and for how long it will be, is not ours to say.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  });
};
