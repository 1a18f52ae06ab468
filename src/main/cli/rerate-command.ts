import { z } from 'zod';
import { formatMinor } from '../../contract/money.ts';
import { sumsOf, workReratings } from '../billing/rerating-orders.ts';
import { accountsToRerate, postRerating, previewRerating, type RerateSelection } from '../billing/rerating.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type Asked, CliFailure, type Command, type Outcome, textOption } from './command.ts';
import { folderOption, openTarget, workerOnly } from './target.ts';

const Selection = z.strictObject({ offer: z.string().optional(), charge: z.string().optional(), version: z.string().optional(), from: z.iso.date().optional(), to: z.iso.date().optional(), serviceIds: z.array(z.coerce.number().int().positive()).optional(), importId: z.coerce.number().int().positive().optional() });

function selectionOf({ values }: Asked): RerateSelection {
  const given = { offer: values['offer'], charge: values['charge'], version: values['tariff'], from: values['from'], to: values['to'], serviceIds: typeof values['services'] === 'string' ? values['services'].split(',') : undefined, importId: values['file'] };
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(said).length === 0) throw new CliFailure('Choose what is rated anew: --offer, --charge, --tariff, --from, --to, --services or --file.');
  const read = Selection.safeParse(said);
  if (!read.success) throw new CliFailure(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  if (read.data.from !== undefined && read.data.to !== undefined && read.data.from >= read.data.to) throw new CliFailure(`--from ${read.data.from} must be before --to ${read.data.to}.`);
  return Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined));
}

async function workOrders(asked: Asked): Promise<Outcome> {
  const target = await openTarget(asked);
  try {
    await workerOnly(target);
    const done = await workReratings(target.worker);
    return { ok: true, value: { done }, lines: [done === 0 ? 'Nothing waits.' : `${done} ${done === 1 ? 'order' : 'orders'} done.`] };
  } finally {
    await target.close();
  }
}

export const rerateCommand: Command = {
  name: 'rerate', usage: 'care rerate --offer unlimited-plus --from 2026-10-01 --to 2026-11-01 [--post --reason "wrong price of October"]', sentence: 'Shows what billed usage comes to by the prices of today; with --post the difference goes on the next bills.',
  options: {
    ...folderOption, orders: { type: 'boolean', sentence: 'do what operators asked and ordered at their desks' }, offer: { type: 'string', sentence: 'offer whose usage is rated anew' }, charge: { type: 'string', sentence: 'charge of the offer' }, tariff: { type: 'string', sentence: 'tariff version it was billed by' },
    from: { type: 'string', sentence: 'first day of the usage' }, to: { type: 'string', sentence: 'day after the last' }, services: { type: 'string', sentence: 'ids of services, with commas' }, file: { type: 'string', sentence: 'id of an imported file' },
    post: { type: 'boolean', sentence: 'post the differences' }, reason: { type: 'string', sentence: 'why, as the customer will read it' }, expect: { type: 'string', sentence: 'the hash that was shown; refuses to post anything else' },
  },
  run: async (asked) => {
    if (asked.values['orders']) return workOrders(asked);
    const selection = selectionOf(asked);
    const reason = asked.values['post'] ? textOption(asked, 'reason') : '';
    const target = await openTarget(asked);
    try {
      await workerOnly(target);
      const { currency: own } = (await target.worker.read(catalogInForce)).catalog;
      const accounts = await accountsToRerate(target.worker, selection);
      const outcome = await previewRerating(target.worker, selection, (looked) => asked.progress('Rating', looked, accounts));
      if (asked.values['expect'] !== undefined && asked.values['expect'] !== outcome.hash) throw new CliFailure('What would change is not what was shown. Look again, without --post.');
      const lines = outcome.accounts.flatMap(({ number, currency, corrections }) => corrections.map(({ line, before, after }) => ({ account: number, bill: line.billNumber, charge: line.label, currency, before, after, difference: after - before })));
      const sums = sumsOf(lines, own);
      const [{ currency, total } = { currency: own, total: 0 }, ...others] = sums;
      const rerating = asked.values['post'] && outcome.accounts.length > 0 ? await postRerating(target.worker, selection, reason, outcome, (posted) => asked.progress('Posting', posted, outcome.accounts.length)) : null;
      return {
        ok: outcome.failed.length === 0, value: { selection, accounts: outcome.looked, changed: outcome.accounts.length, total, currency, others, hash: outcome.hash, lines, failed: outcome.failed, rerating },
        lines: [
          ...lines.map((line) => `account ${line.account}  bill ${line.bill}  ${line.charge.padEnd(28)} ${formatMinor(line.before, line.currency).padStart(12)} ${formatMinor(line.after, line.currency).padStart(12)} ${formatMinor(line.difference, line.currency).padStart(12)}`),
          ...outcome.failed.map(({ number, reason: why }) => `account ${number}: ${why}`),
          `${outcome.looked} accounts looked at, ${outcome.accounts.length} change, ${[{ currency, total }, ...others].map((sum) => formatMinor(sum.total, sum.currency)).join(' and ')} in all.`,
          rerating === null ? `Nothing was posted. Hash ${outcome.hash}` : `Posted as re-rating ${rerating}; the next bills carry it.`,
        ],
      };
    } finally {
      await target.close();
    }
  },
};
