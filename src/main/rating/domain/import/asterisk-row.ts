import { callOutcome, shown } from './call-record.ts';
import type { ImportProfile, RecordOutcome } from './import-profile.ts';
import { rejected } from './import-profile.ts';
import type { LocalTimes } from './local-times.ts';
import { hashOf } from './record-key.ts';

/** How Asterisk ends a call; anything else in that column means that the columns are not where they should be. */
const dispositions: ReadonlySet<string> = new Set(['ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION']);

/**
 * One row of Asterisk's cdr_csv (Master.csv): accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp,
 * lastdata, start, answer, end, duration, billsec, disposition, amaflags, then uniqueid where loguniqueid is on, then
 * userfield where loguserfield is on. With 17 columns the profile says which of the two is the last.
 *
 * The key is the unique id and a hash of the raw identifying fields: Asterisk writes several records with one unique id
 * when a call is transferred or forked, and each is a call of its own. Raw fields, so that a corrected zone or country
 * prefix does not turn calls read before into new ones.
 */
export function asteriskRow(fields: readonly string[], profile: ImportProfile, times: LocalTimes): RecordOutcome {
  const at = (column: number) => (fields[column] ?? '').trim();
  if (fields.length !== 17 && fields.length !== 18) {
    return rejected(`The row has ${fields.length} columns where Asterisk writes 17 or 18: set loguniqueid or loguserfield to yes, newcdrcolumns to no, or export the row again.`);
  }
  const disposition = at(14).toUpperCase();
  if (!dispositions.has(disposition)) {
    return rejected(`The disposition "${shown(disposition)}" in column 15 is none of Asterisk's: check that this is a file of cdr_csv and no column is missing.`);
  }
  const uniqueid = fields.length === 18 || profile.seventeenth === 'uniqueid' ? at(16) : '';
  const userfield = fields.length === 18 ? at(17) : profile.seventeenth === 'userfield' ? at(16) : undefined;
  if (profile.lineFrom === 'userfield' && userfield === undefined) {
    return rejected('The row has no user field to find the service by: set loguserfield to yes, or choose another field in the profile of this source.');
  }
  const hash = hashOf([at(5), at(9), at(1), at(2), at(12), at(6)]);
  const line = profile.lineFrom === 'accountcode' ? at(0) : profile.lineFrom === 'src' ? at(1) : (userfield ?? '');
  return callOutcome(
    {
      key: uniqueid === '' ? `asterisk:${hash}` : `asterisk:${uniqueid}:${hash}`,
      line,
      destination: at(2),
      start: at(9),
      answer: at(10),
      end: at(11),
      duration: at(12),
      billsec: at(13),
      answered: disposition === 'ANSWERED',
    },
    profile,
    times,
  );
}
