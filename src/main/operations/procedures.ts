import { basename } from 'node:path';
import type { ImportProfile, ImportRun, SuspendedRecord } from '../../contract/operations.ts';
import { row, rows } from '../platform/database.ts';
import { asks, stepwise } from '../platform/dispatch.ts';
import { detectFormat } from '../rating/domain/import/detect-format.ts';
import { importUsage, retrySuspense, usageFileText } from './usage-import.ts';

const SUSPENSE_PAGE = 200;
const FIRST_LINES = 5;

export const operationsProcedures = {
  guessProfile: asks.operations.guessProfile.handler(async ({ context: { db }, input }) => {
    const { text } = await usageFileText(input.path);
    const settings = await row<{ zone: string; country: string }>(db, 'select s.zone, s.country_prefix as country from care.settings s');
    const guessed = detectFormat(text.slice(0, 8_192));
    const profile: ImportProfile = { format: guessed?.format ?? 'careline', zone: settings?.zone ?? 'UTC', lineFrom: 'src', seventeenth: guessed?.seventeenth ?? 'uniqueid', countryPrefix: settings?.country ?? '1' };
    const lines = text.split(/\r?\n/, FIRST_LINES);
    return { file: basename(input.path), profile, firstLines: lines.map((line) => line.slice(0, 200)), rows: (text.match(/\n/g)?.length ?? 0) + (text.endsWith('\n') ? 0 : 1) };
  }),
  importUsage: stepwise.operations.importUsage.handler(({ context: { person }, input }) => importUsage(person, input.path, input.profile)),
  imports: asks.operations.imports.handler(({ context: { db } }) => rows<ImportRun>(db, 'select i.id, i.file, i.format, i.at, i.login, i.rows, i.accepted, i.duplicates, i.unanswered, i.suspended, jsonb_array_length(i.rejected) as rejected from bill.imports i order by i.id desc limit 200')),
  suspense: asks.operations.suspense.handler(async ({ context: { db }, input }) => {
    const filter = [input.reason ?? null, input.reason ?? null];
    const found = await rows<SuspendedRecord>(db, 'select s.id, i.file, s.line, s.key, s.reason, s.row, s.at from bill.suspense s join bill.imports i on i.id = s.import_id where s.resolved_at is null and (?::text is null or s.reason = ?) and s.id < ? order by s.id desc limit ?', [...filter, input.before ?? Number.MAX_SAFE_INTEGER, SUSPENSE_PAGE + 1]);
    const total = await row<{ n: number }>(db, 'select count(*)::int as n from bill.suspense s where s.resolved_at is null and (?::text is null or s.reason = ?)', filter);
    const page = found.slice(0, SUSPENSE_PAGE);
    return { rows: page, next: found.length > SUSPENSE_PAGE ? (page.at(-1)?.id ?? null) : null, total: total?.n ?? 0 };
  }),
  retrySuspense: stepwise.operations.retrySuspense.handler(({ context: { person } }) => retrySuspense(person)),
};
