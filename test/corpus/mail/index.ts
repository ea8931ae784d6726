import { bounces } from './bounces';
import { broken } from './broken';
import { carriers } from './carriers';
import { charsets } from './charsets';
import { clients } from './clients';
import { hostile } from './hostile';
import { parts } from './parts';
import { reportsOfServers } from './reports-of-servers';
import { robots } from './robots';
import { spokenReports } from './spoken-reports';
import { threads } from './threads';
import { wholeReplies } from './whole-replies';

/** Every hand-made mail, by what it is about. */
export const corpus = {
  clients,
  'whole replies': wholeReplies,
  robots,
  bounces,
  'reports of servers': reportsOfServers,
  'reports in words': spokenReports,
  charsets,
  threads,
  parts,
  carriers,
  hostile,
  broken,
};
