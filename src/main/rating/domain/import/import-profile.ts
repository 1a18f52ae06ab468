import type { SuspenseReason, UsageEvent } from '../../../../contract/usage.ts';

/** The three kinds of usage file (docs/guide/usage-import.md). */
export type ImportFormat = 'careline' | 'asterisk' | 'freeswitch';

/** The field of a call record that names the service it is charged to. */
export type LineField = 'accountcode' | 'src' | 'userfield';

/**
 * What is known of a source beyond its rows (architecture.md 10.18). Only `format` matters for Careline's own files:
 * they carry the offset of each time and full numbers.
 */
export type ImportProfile = {
  readonly format: ImportFormat;
  /** IANA zone of the local times in call records, "America/Los_Angeles"; "UTC" where the exchange logs in GMT. */
  readonly zone: string;
  readonly lineFrom: LineField;
  /** What the 17th column of a 17-column Asterisk row holds: it depends on loguniqueid and loguserfield. */
  readonly seventeenth: 'uniqueid' | 'userfield';
  /** Country code put before national numbers; '1' where it is not given. */
  readonly countryPrefix?: string;
};

/** Why a record of a file is put aside before anything is looked up. */
export type FileSuspense = Extract<SuspenseReason, 'unknownService' | 'ambiguousTime'>;

/** What one record says, before its line number is known. */
export type RecordOutcome =
  | { readonly kind: 'event'; readonly event: UsageEvent }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'suspended'; readonly key: string; readonly reason: FileSuspense };

/** The same with the number of the file's line on which the record begins, counted from 1. */
export type RowOutcome =
  | { readonly kind: 'event'; readonly line: number; readonly event: UsageEvent; readonly row: string }
  | { readonly kind: 'unanswered'; readonly line: number }
  | { readonly kind: 'duplicate'; readonly line: number; readonly key: string }
  | { readonly kind: 'rejected'; readonly line: number; readonly reason: string }
  | { readonly kind: 'suspended'; readonly line: number; readonly key: string; readonly reason: FileSuspense; readonly row: string };

/** A whole file, read: every row that is not empty is in exactly one of the parts. */
export type UsageFile = {
  /** Why nothing of the file was read, in one sentence with the cure; undefined where it was read. */
  readonly refused: string | undefined;
  /** Rows that are not empty, the header not counted. */
  readonly rows: number;
  readonly events: ReadonlyArray<{ readonly line: number; readonly event: UsageEvent }>;
  readonly duplicates: number;
  readonly unanswered: number;
  readonly rejected: ReadonlyArray<{ readonly line: number; readonly reason: string }>;
  readonly suspended: ReadonlyArray<{ readonly line: number; readonly key: string; readonly reason: FileSuspense; readonly row: string }>;
};

/** A rejected record. */
export function rejected(reason: string): RecordOutcome {
  return { kind: 'rejected', reason };
}
