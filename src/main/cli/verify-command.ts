import { rows } from '../platform/database.ts';
import { unexplained } from '../billing/explain-all.ts';
import type { Command } from './command.ts';
import { folderOption, openTarget } from './target.ts';

type Checked = { name: string; broken: number; checked: number };

export const verifyCommand: Command = {
  name: 'verify', usage: 'care verify', sentence: 'Checks every money invariant over the whole database, and that every bill explains its difference to the one before.', options: folderOption,
  run: async (asked) => {
    const target = await openTarget(asked);
    try {
      const money = await target.worker.read((db) => rows<Checked>(db, 'select v.name, v.broken, v.checked from api.verify_money() v union all select r.name, r.broken, r.checked from api.verify_rerating() r'));
      const told = await target.worker.read((db) => unexplained(db, (done, of) => asked.progress('Explaining', done, of)));
      const checks: Checked[] = [...money, { name: 'every bill explains its difference to the bill before, residual 0', broken: told.broken.length, checked: told.pairs }];
      const broken = checks.filter((check) => check.broken > 0);
      return {
        ok: broken.length === 0, value: { database: target.label, checks, unexplained: told.broken },
        lines: [...checks.map((check) => `${check.broken > 0 ? 'BROKEN' : 'ok    '} ${check.name}: ${check.broken > 0 ? `${check.broken} of ${check.checked}` : `${check.checked} checked`}`), ...told.broken.map((pair) => `       bill ${pair.before} to ${pair.after}: unexplained ${pair.residual}`), broken.length > 0 ? `${broken.length} of ${checks.length} checks failed.` : `All ${checks.length} checks hold.`],
      };
    } finally {
      await target.close();
    }
  },
};
