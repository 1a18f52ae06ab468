import { rows } from '../platform/database.ts';
import { carriedAllowances } from '../billing/carried-allowances.ts';
import { unexplained } from '../billing/explain-all.ts';
import { replayAll } from '../billing/replay.ts';
import { CliFailure, type Command, numberOption } from './command.ts';
import { carriedLine } from './carried-words.ts';
import { replayLines } from './replay-words.ts';
import { folderOption, openTarget, workerOnly } from './target.ts';

type Checked = { name: string; broken: number; checked: number };

export const verifyCommand: Command = {
  name: 'verify', usage: 'care verify [--replay [--every 10]]', sentence: 'Checks every money invariant over the whole database, that every bill explains its difference to the one before, and that what it carried on of allowances is what the next one brought; with --replay also that every bill can be made again, amount by amount.',
  options: { ...folderOption, replay: { type: 'boolean', sentence: 'make every bill again from what it was made of' }, every: { type: 'string', sentence: 'with --replay: only every n-th bill' } },
  run: async (asked) => {
    const every = numberOption(asked, 'every', 1);
    if (every === 0) throw new CliFailure('--every must be 1 or more.');
    const target = await openTarget(asked);
    try {
      const money = await target.worker.read((db) => rows<Checked>(db, 'select v.name, v.broken, v.checked from api.verify_money() v union all select r.name, r.broken, r.checked from api.verify_rerating() r'));
      const told = await target.worker.read((db) => unexplained(db, (done, of) => asked.progress('Explaining', done, of)));
      const kept = await target.worker.read(carriedAllowances);
      const checks: Checked[] = [...money, { name: 'what a bill carried on of an allowance is what the next one brought', broken: kept.broken.length, checked: kept.checked }, { name: 'every bill explains its difference to the bill before, residual 0', broken: told.broken.length, checked: told.pairs }];
      const again = asked.values['replay'] ? (await workerOnly(target), await replayAll((work) => target.worker.read(work), every, (done) => asked.progress('Making bills again', done, done + 1))) : null;
      if (again) checks.push({ name: 'every bill can be made again from what it was made of', broken: again.broken.length, checked: again.looked });
      const broken = checks.filter((check) => check.broken > 0);
      return {
        ok: broken.length === 0, value: { database: target.label, checks, unexplained: told.broken, notCarried: kept.broken, ...(again ? { notReproduced: again.broken } : {}) },
        lines: [...checks.map((check) => `${check.broken > 0 ? 'BROKEN' : 'ok    '} ${check.name}: ${check.broken > 0 ? `${check.broken} of ${check.checked}` : `${check.checked} checked`}`), ...kept.broken.map((one) => `       ${carriedLine(one)}`), ...told.broken.map((pair) => `       bill ${pair.before} to ${pair.after}: unexplained ${pair.residual}`), ...(again?.broken.flatMap(replayLines) ?? []).map((line) => `       ${line}`), broken.length > 0 ? `${broken.length} of ${checks.length} checks failed.` : `All ${checks.length} checks hold.`],
      };
    } finally {
      await target.close();
    }
  },
};
