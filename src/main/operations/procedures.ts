import { basename } from 'node:path';
import type { ImportProfile, ImportRun, SuspendedRecord } from '../../contract/operations.ts';
import { noticeCrossingsHere } from '../billing/notice-crossings.ts';
import { row, rows } from '../platform/database.ts';
import { asks, stepwise } from '../platform/dispatch.ts';
import { detectFormat } from '../rating/domain/import/detect-format.ts';
import { glanceAtUsageFile } from './usage-file.ts';
import { retrySuspense } from './retry-suspense.ts';
import { importUsage } from './usage-import.ts';
import type { ReadUsage } from './usage-reading.ts';

const SUSPENSE_PAGE = 200;
const FIRST_LINES = 5;

/** Imports of usage; `readUsage` says where a file is read. */
export function operationsProcedures(readUsage: ReadUsage) {
  return {
    guessProfile: asks.operations.guessProfile.handler(async ({ context: { db }, input }) => {
      const { head, lines } = await glanceAtUsageFile(input.path);
      const settings = await row<{ zone: string; country: string }>(db, 'select s.zone, s.country_prefix as country from care.settings s');
      const guessed = detectFormat(head.slice(0, 8_192));
      const profile: ImportProfile = { format: guessed?.format ?? 'careline', zone: settings?.zone ?? 'UTC', lineFrom: 'src', seventeenth: guessed?.seventeenth ?? 'uniqueid', countryPrefix: settings?.country ?? '1' };
      return { file: basename(input.path), profile, firstLines: head.split(/\r?\n/, FIRST_LINES).map((line) => line.slice(0, 200)), rows: lines };
    }),
    importUsage: stepwise.operations.importUsage.handler(async function* ({ context: { person, desk }, input }) {
      yield* importUsage(person, readUsage, input.path, input.profile);
      void noticeCrossingsHere(desk.host()?.worker ?? null);
    }),
    imports: asks.operations.imports.handler(({ context: { db } }) => rows<ImportRun>(db, 'select i.id, i.file, i.format, i.at, i.login, i.rows, i.accepted, i.duplicates, i.unanswered, i.suspended, jsonb_array_length(i.rejected) as rejected from bill.imports i order by i.id desc limit 200')),
    suspense: asks.operations.suspense.handler(async ({ context: { db }, input }) => {
      const filter = [input.reason ?? null, input.reason ?? null];
      const found = await rows<SuspendedRecord>(db, 'select s.id, i.file, s.line, s.key, s.reason, s.row, s.at from bill.suspense s join bill.imports i on i.id = s.import_id where s.resolved_at is null and (?::text is null or s.reason = ?) and s.id < ? order by s.id desc limit ?', [...filter, input.before ?? Number.MAX_SAFE_INTEGER, SUSPENSE_PAGE + 1]);
      const total = await row<{ n: number }>(db, 'select count(*)::int as n from bill.suspense s where s.resolved_at is null and (?::text is null or s.reason = ?)', filter);
      const page = found.slice(0, SUSPENSE_PAGE);
      return { rows: page, next: found.length > SUSPENSE_PAGE ? (page.at(-1)?.id ?? null) : null, total: total?.n ?? 0 };
    }),
    retrySuspense: stepwise.operations.retrySuspense.handler(async ({ context: { person, desk } }) => {
      const outcome = await retrySuspense(person);
      void noticeCrossingsHere(desk.host()?.worker ?? null);
      return outcome;
    }),
  };
}
