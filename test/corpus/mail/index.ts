import { bounces } from './bounces';
import { broken } from './broken';
import { charsets } from './charsets';
import { clients } from './clients';
import { hostile } from './hostile';
import { parts } from './parts';
import { robots } from './robots';
import { threads } from './threads';

/** Every hand-made mail, by what it is about. */
export const corpus = { clients, robots, bounces, charsets, threads, parts, hostile, broken };
