import { callOutcome } from './call-record.ts';
import type { ImportProfile, RecordOutcome } from './import-profile.ts';
import { rejected } from './import-profile.ts';
import type { LocalTimes } from './local-times.ts';

/**
 * One row of FreeSWITCH's mod_cdr_csv. The template "example" of its default configuration writes 15 columns:
 * caller_id_name, caller_id_number, destination_number, context, start_stamp, answer_stamp, end_stamp, duration,
 * billsec, hangup_cause, uuid, bleg_uuid, accountcode, read_codec, write_codec. The template built into the module
 * (used where the configured one is missing) ends after accountcode: 13 columns.
 */
export function freeswitchRow(fields: readonly string[], profile: ImportProfile, times: LocalTimes): RecordOutcome {
  const at = (column: number) => (fields[column] ?? '').trim();
  if (fields.length !== 15 && fields.length !== 13) {
    return rejected(`The row has ${fields.length} columns where FreeSWITCH's default template writes 15 (or 13): set default-template to "example", or export the row again.`);
  }
  const uuid = at(10);
  if (uuid === '') return rejected('The row has no call id in column 11 (uuid): without it a second import could charge the call twice; export it again with its id.');
  return callOutcome(
    {
      key: `freeswitch:${uuid}`,
      line: profile.lineFrom === 'src' ? at(1) : at(12),
      destination: at(2),
      start: at(4),
      answer: at(5),
      end: at(6),
      duration: at(7),
      billsec: at(8),
      answered: at(5) !== '',
    },
    profile,
    times,
  );
}
