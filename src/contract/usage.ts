import { z } from 'zod';
import { UsageKind } from './catalog.ts';

/**
 * One usage event (CDR) as mediation hands it over. `key` makes it unique for ever: the same key twice is one event.
 * Order everywhere is (start, key) (architecture.md 10.13).
 */
export const UsageEvent = z.strictObject({
  key: z.string().min(1).max(200),
  /** The line it belongs to: E.164 for phones, the serial or circuit for the rest. */
  line: z.string().min(1).max(64),
  usage: UsageKind,
  /** UTC. */
  start: z.iso.datetime(),
  /** Seconds, kilobytes or pieces, by the kind. */
  units: z.int().nonnegative().max(1e12),
  /** The dialled number in E.164 without plus, or the name of a content partner; '' for data at home. */
  destination: z.string().max(64),
  /** The visited network as country code and name ("MX Movilsur"), or null at home. */
  visited: z.string().max(64).nullable(),
});
export type UsageEvent = z.infer<typeof UsageEvent>;

/** Why a record could not be used. `suspense` records are kept with their reason and can be tried again. */
export type SuspenseReason = 'unknownService' | 'inactiveService' | 'ambiguousTime' | 'noPrice';

/** What a file import did: every row is in exactly one of the counts. */
export type ImportResult = {
  readonly file: string;
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly unanswered: number;
  readonly suspended: number;
  readonly rejected: ReadonlyArray<{ readonly line: number; readonly reason: string }>;
  /** True where the same file (by its hash) was imported before; then nothing changed. */
  readonly repeated: boolean;
};
