import { noticeCrossings } from '../billing/notice-crossings.ts';
import { ImportProfile } from '../../contract/operations.ts';
import { readOnThread } from '../operations/read-on-thread.ts';
import { glanceAtUsageFile } from '../operations/usage-file.ts';
import { importUsage } from '../operations/usage-import.ts';
import { detectFormat } from '../rating/domain/import/detect-format.ts';
import { type Asked, CliFailure, type Command, type Outcome, textOption } from './command.ts';
import { folderOption, openTarget, workerOnly } from './target.ts';
import { recycleUsage } from './usage-recycle.ts';

export const usageCommand: Command = {
  name: 'usage', usage: 'care usage import FILE | care usage recycle | care usage thresholds',
  sentence: 'Imports a usage file; the same file again changes nothing. With recycle: tries usage in suspense again, all of it or that of one file, whose profile may be put right. With thresholds, as the worker: looks at accounts whose usage arrived which thresholds of their allowances are reached.',
  options: {
    ...folderOption, file: { type: 'string', sentence: 'recycle: only usage that this file brought; zone, line-from, seventeenth and country-prefix then say how its rows should have been read' },
    format: { type: 'string', sentence: 'careline, asterisk or freeswitch (default: guessed)' }, zone: { type: 'string', sentence: 'zone of local times, such as America/Los_Angeles (default: UTC)' },
    'line-from': { type: 'string', sentence: 'field that finds the service: accountcode, src or userfield (default: src)' }, seventeenth: { type: 'string', sentence: 'what the 17th Asterisk column is: uniqueid or userfield' }, 'country-prefix': { type: 'string', sentence: 'country code of national numbers (default: 1)' },
  },
  run: async (asked) => {
    const [verb, file] = asked.positionals;
    if (verb === 'thresholds' && !file) return lookAtThresholds(asked);
    if (verb === 'recycle' && !file) return recycleUsage(asked);
    if (verb !== 'import' || !file) throw new CliFailure('Write: care usage import FILE, care usage recycle or care usage thresholds');
    const guessed = detectFormat((await glanceAtUsageFile(file)).head.slice(0, 8_192));
    const profile = ImportProfile.safeParse({ format: textOption(asked, 'format', guessed?.format ?? 'careline'), zone: textOption(asked, 'zone', 'UTC'), lineFrom: textOption(asked, 'line-from', 'src'), seventeenth: textOption(asked, 'seventeenth', guessed?.seventeenth ?? 'uniqueid'), countryPrefix: textOption(asked, 'country-prefix', '1') });
    if (!profile.success) throw new CliFailure(profile.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
    const target = await openTarget(asked);
    try {
      for await (const step of importUsage(target.worker, readOnThread(asked.moduleFolder), file, profile.data)) {
        if (step.kind === 'progress') asked.progress(step.step, step.done, step.of);
        else {
          const { result } = step;
          return { ok: true, value: result, lines: [result.repeated ? `${result.file} was imported before; nothing changed.` : `${result.file}: ${result.rows} rows, ${result.accepted} accepted, ${result.duplicates} known already, ${result.unanswered} unanswered, ${result.suspended} in suspense, ${result.rejected.length} rejected.`, ...result.rejected.map(({ line, reason }) => `  line ${line}: ${reason}`)] };
        }
      }
      throw new Error('the import gave no result');
    } finally {
      await target.close();
    }
  },
};

async function lookAtThresholds(asked: Asked): Promise<Outcome> {
  const target = await openTarget(asked);
  try {
    await workerOnly(target);
    const looked = await noticeCrossings(target.worker);
    return { ok: true, value: { looked }, lines: [looked === 0 ? 'No usage arrived that nobody looked at.' : `Looked at ${looked} ${looked === 1 ? 'account' : 'accounts'}.`] };
  } finally {
    await target.close();
  }
}
