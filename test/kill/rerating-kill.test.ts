import { join } from 'node:path';
import { expect, it } from 'vitest';
import { previewRerating, type RerateSelection } from '../../src/main/billing/rerating.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { broken } from '../billing/bill-run-kit.ts';
import { builtWith } from '../support/built-main.ts';
import { type DemoWorld, demoWorld } from '../support/demo-world.ts';
import { reprice } from '../support/reprice.ts';
import { life, nobodyWorks } from './kill-kit.ts';

const ROUNDS = Number(process.env.CARELINE_KILL_ROUNDS ?? 20);
const SCALE = 40;
const FROM = '2026-09-01';
const NEVER = { said: Number.POSITIVE_INFINITY, momentMs: 0 };

type Charge = { readonly offer: string; readonly charge: string };

/** A demo in which the charge of usage that most accounts have was billed at another price than the catalog now says. */
async function repriced(): Promise<{ demo: DemoWorld; selection: RerateSelection; accounts: number }> {
  const demo = await demoWorld('server', SCALE);
  const most = await row<Charge & { accounts: number }>(demo.owner, `select l.offer, l.charge, count(distinct b.account_id)::int as accounts from bill.lines l join bill.bills b on b.id = l.bill_id
    where l.trace->>'kind' = 'usage' and l.amount > 0 and l.period_from >= ?::date group by 1, 2 order by 3 desc, 1, 2 limit 1`, [FROM]);
  await reprice(demo.worker, most!.offer, most!.charge, FROM, (old) => old * 2);
  return { demo, selection: { offer: most!.offer, charge: most!.charge, from: FROM }, accounts: most!.accounts };
}

/** What bills come to after the re-ratings, whatever their number: each line once, each event once, and what goes on the next bills. */
async function printOf({ owner }: DemoWorld): Promise<object> {
  return (await row<object>(owner, `select (select jsonb_agg(jsonb_build_array(c.line_id, c.before, c.after, o.account_id, o.amount) order by c.line_id, c.rerating_id) from bill.corrections c left join bill.one_time o on o.id = c.one_time_id) as corrections,
    (select md5(string_agg(concat_ws('|', r.usage_id, r.line_id, r.micros, r.trace), ',' order by r.usage_id, r.rerating_id)) from bill.rerated_usage r) as events,
    (select sum(o.amount)::bigint from bill.corrections c join bill.one_time o on o.id = c.one_time_id) as total`))!;
}

async function sound(demo: DemoWorld, words: string): Promise<void> {
  expect(await broken(demo), words).toEqual([]);
  expect((await rows<{ name: string }>(demo.owner, 'select v.name from api.verify_rerating() v where v.broken > 0')).map(({ name }) => name), words).toEqual([]);
}

it(`re-ratings killed ${ROUNDS} times post each account whole and once, and end as if nobody had been killed`, { timeout: Math.max(900_000, ROUNDS * 15_000) }, async () => {
  const program = join(await builtWith('rerating-worker', 'test/kill/rerating-worker.ts'), 'rerating-worker.js');
  const calm = await repriced();
  await life(program, [calm.demo.url ?? '', JSON.stringify(calm.selection)], NEVER);
  const whole = await printOf(calm.demo);
  const outcome = await previewRerating(calm.demo.worker, calm.selection);
  expect(outcome.accounts).toEqual([]);
  expect(calm.accounts).toBeGreaterThan(3);
  await calm.demo.close();
  const seen = { killed: 0, halfway: 0 };
  for (let at = 0; seen.killed < ROUNDS; ) {
    const { demo, selection } = await repriced();
    await demo.worker.close();
    for (let ended = false; !ended; at += 1) {
      // It says that it began, that it worked out what would change, and then each account.
      const { killed, lines } = await life(program, [demo.url ?? '', JSON.stringify(selection)], { said: 1 + (at % 5), momentMs: (at * 13) % 29 });
      await nobodyWorks(demo);
      if (killed) seen.killed += 1;
      if (killed && lines.includes('posted')) seen.halfway += 1;
      ended = !killed;
      await sound(demo, `round ${at}`);
      // Each account is posted with all of its lines or with none of them.
      const halved = await rows(demo.owner, 'select c.account_id from bill.corrections c group by 1 having count(distinct c.rerating_id) > 1 union all select c.line_id from bill.corrections c group by 1 having count(*) > 1');
      expect(halved, `round ${at}`).toEqual([]);
    }
    expect(await printOf(demo)).toEqual(whole);
    await demo.close();
  }
  process.stdout.write(`killed re-ratings: ${JSON.stringify(seen)}\n`);
  expect(seen.halfway).toBeGreaterThan(0);
});
