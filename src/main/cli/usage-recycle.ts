import { ImportProfile } from '../../contract/operations.ts';
import { retrySuspense, type SourceCorrection } from '../operations/retry-suspense.ts';
import { rows } from '../platform/database.ts';
import { type Asked, CliFailure, type Outcome, textOption } from './command.ts';
import { openTarget } from './target.ts';

const Correction = ImportProfile.omit({ format: true }).partial();
const corrections = { zone: 'zone', 'line-from': 'lineFrom', seventeenth: 'seventeenth', 'country-prefix': 'countryPrefix' } as const;

type StillThere = { readonly file: string; readonly reason: string; readonly records: number };

/** `care usage recycle`: tries suspended usage again and lists what is left, by file and reason. */
export async function recycleUsage(asked: Asked): Promise<Outcome> {
  const correction = correctionOf(asked);
  const target = await openTarget(asked);
  try {
    const done = await retrySuspense(target.worker, correction);
    const waiting = await target.worker.read((db) => rows<StillThere>(db, 'select i.file, s.reason, count(*)::int as records from bill.suspense s join bill.imports i on i.id = s.import_id where s.resolved_at is null group by 1, 2 order by 1, 2'));
    const late = done.late > 0 ? [`${done.late} came after the period of their usage was billed: they stand on the next bill.`] : [];
    const known = done.known > 0 ? [`${done.known} were known already.`] : [];
    return { ok: true, value: { ...done, waiting }, lines: [`${done.accepted} accepted, ${done.left} still in suspense${correction ? ` of ${correction.file}` : ''}.`, ...late, ...known, ...waiting.map(({ file, reason, records }) => `  ${file}: ${records} ${reason}`)] };
  } finally {
    await target.close();
  }
}

/** What is said about one file; without a file nothing can be put right, since each source has a profile of its own. */
function correctionOf(asked: Asked): SourceCorrection | undefined {
  const said = Object.entries(corrections).flatMap(([option, name]) => (asked.values[option] === undefined ? [] : [[name, textOption(asked, option)]]));
  if (asked.values.file === undefined) {
    if (said.length > 0) throw new CliFailure('Name the file whose rows should be read another way with --file.');
    return undefined;
  }
  const profile = Correction.safeParse(Object.fromEntries(said));
  if (!profile.success) throw new CliFailure(profile.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  return { file: textOption(asked, 'file'), profile: profile.data };
}
