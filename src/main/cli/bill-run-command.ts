import { formatMinor } from '../../contract/money.ts';
import { accountsDue, type FailedBill, tryBills } from '../billing/bill-run.ts';
import { todayOf } from '../billing/compare-bills.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { CliFailure, type Command, textOption } from './command.ts';
import { folderOption, openTarget, workerOnly } from './target.ts';

const ACCOUNTS_AT_ONCE = 100;

export const billRunCommand: Command = {
  name: 'bill-run', usage: 'care bill-run [--day 2026-11-05]', sentence: 'Makes the bills of all accounts whose cycle starts on the day. Run again, it makes only those that are missing.',
  options: { ...folderOption, day: { type: 'string', sentence: 'the bill day (default: today)' } },
  run: async (asked) => {
    const target = await openTarget(asked);
    try {
      await workerOnly(target);
      const { today, currency } = await target.worker.read(async (db) => ({ today: await todayOf(db), currency: (await catalogInForce(db)).catalog.currency }));
      const day = textOption(asked, 'day', today);
      if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) throw new CliFailure(`--day must be a day such as 2026-11-05, not "${day}".`);
      if (day > today) throw new CliFailure(`${day} is still to come: today is ${today}.`);
      let [after, made, total] = [0, 0, 0];
      const failed: FailedBill[] = [];
      for (;;) {
        const due = await target.worker.read((db) => accountsDue(db, day, after, ACCOUNTS_AT_ONCE));
        if (due.length === 0) break;
        const done = await target.worker.write((db) => tryBills(db, { day, accountIds: due }));
        made += done.issued.length;
        total += done.issued.reduce((sum, bill) => sum + bill.total, 0);
        failed.push(...done.failed);
        after = due.at(-1) ?? after;
        asked.progress('Billing', made, made + ACCOUNTS_AT_ONCE);
      }
      return { ok: failed.length === 0, value: { day, bills: made, total, currency, failed }, lines: [`${made} bills of ${day}, ${formatMinor(total, currency)} in all.`, ...failed.map((bill) => `  account ${bill.accountId}: ${bill.reason}`)] };
    } finally {
      await target.close();
    }
  },
};
