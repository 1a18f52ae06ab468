import { writeFileSync } from 'node:fs';
import { CauseChoice } from '../../contract/billing.ts';
import { formatMinor } from '../../contract/money.ts';
import { workBulkCredits } from '../billing/bulk-credit-work.ts';
import { bulkCreditCsv, causeNamed, sameCauseOf } from '../billing/same-cause.ts';
import { type Asked, CliFailure, type Command, type Outcome } from './command.ts';
import { folderOption, openTarget, workerOnly } from './target.ts';

const MOST = 1_000_000;
const SHOWN = 20;
const BillDays = CauseChoice.pick({ from: true, to: true });

async function workOrders(asked: Asked): Promise<Outcome> {
  const target = await openTarget(asked);
  try {
    await workerOnly(target);
    const done = await workBulkCredits(target.worker);
    return { ok: true, value: { done }, lines: [done === 0 ? 'Nothing waits.' : `${done} ${done === 1 ? 'bill' : 'bills'} done.`] };
  } finally {
    await target.close();
  }
}

export const sameCauseCommand: Command = {
  name: 'same-cause', usage: 'care same-cause BILL --charge "Roaming data, Mexico" [--csv credits.csv]', sentence: 'Finds all bills hit by what one charge or event was: the same tariff version, the same file, or an outage, with the sum and a prepared bulk credit.',
  options: { ...folderOption, charge: { type: 'string', sentence: 'code or label of a charge of the bill: the same tariff version' }, event: { type: 'string', sentence: 'key of an event of the bill: the same imported file' }, outage: { type: 'string', sentence: 'number of an outage that hit the charge: all charges that it hit' }, from: { type: 'string', sentence: 'first bill day that is looked at' }, to: { type: 'string', sentence: 'last bill day that is looked at' }, csv: { type: 'string', sentence: 'file to write the prepared credits to' }, orders: { type: 'boolean', sentence: 'do the bulk credits that supervisors asked and ordered at their desks' } },
  run: async (asked) => {
    if (asked.values['orders']) return workOrders(asked);
    const [bill] = asked.positionals;
    const { charge, event, csv, outage } = asked.values;
    const outageId = Number(outage ?? 0);
    const days = BillDays.safeParse({ from: asked.values['from'] ?? null, to: asked.values['to'] ?? null });
    if (!days.success) throw new CliFailure('Write days as 2026-10-01.');
    if (!bill || (typeof charge === 'string') === (typeof event === 'string')) throw new CliFailure('Write: care same-cause BILL --charge CODE, or --event KEY.');
    if (outage !== undefined && (typeof charge !== 'string' || !Number.isSafeInteger(outageId) || outageId <= 0)) throw new CliFailure('Write --outage with the number that care outage lists, and --charge.');
    const target = await openTarget(asked);
    try {
      await workerOnly(target);
      const same = await target.worker.write(async (db) => {
        const named = await causeNamed(db, bill, typeof event === 'string' ? { event } : { charge: String(charge) });
        return sameCauseOf(db, { ...named, ...days.data, ...(outageId > 0 ? { by: 'outage', outageId } : { by: typeof event === 'string' ? 'file' : 'tariff' }) }, MOST);
      });
      if (typeof csv === 'string') writeFileSync(csv, bulkCreditCsv(same.rows));
      return {
        ok: true, value: same,
        lines: [
          ...same.rows.slice(0, SHOWN).map((row) => `account ${row.account}  bill ${row.bill}  ${row.label.padEnd(28)} ${formatMinor(row.amount, row.currency).padStart(12)}  to credit ${formatMinor(row.credit, row.currency).padStart(12)}`),
          ...(same.rows.length > SHOWN ? [`and ${same.rows.length - SHOWN} more`] : []),
          ...same.totals.map((total) => `${same.cause.label}${same.cause.version ? ` ${same.cause.version}` : ''}: ${total.bills} bills of ${total.accounts} accounts, ${total.events} events, ${formatMinor(total.amount, total.currency)} billed, ${formatMinor(total.credit, total.currency)} left to credit.`),
          ...(typeof csv === 'string' ? [`Written to ${csv}; nothing was credited.`] : []),
        ],
      };
    } finally {
      await target.close();
    }
  },
};
