import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cycleHolding } from '../../src/contract/cycles.ts';
import { previewRerating, type RerateSelection } from '../../src/main/billing/rerating.ts';
import { type AskedAccount, unchangedAccounts } from '../../src/main/billing/unchanged-accounts.ts';
import { catalogInForce } from '../../src/main/catalog/catalog-in-force.ts';
import type { Database } from '../../src/main/platform/database.ts';
import { rows } from '../../src/main/platform/database.ts';
import { type DemoWorld, demoWorld } from '../support/demo-world.ts';
import { reprice } from '../support/reprice.ts';

describe('Accounts that a re-rating leaves as they are', { timeout: 120_000 }, () => {
  let demo: DemoWorld;
  /** All that was ever billed of accounts with usage. */
  const unchanged = () => demo.worker.read(async (db) => {
    const found = await rows<{ account: Omit<AskedAccount, 'from' | 'to'> & { first: string; last: string } }>(db, "select a as account from api.rerate_accounts('{}', 0, 1000) a");
    const asked = found.map(({ account }): AskedAccount => ({ ...account, from: cycleHolding(account.first, account.cycles).held.from, to: cycleHolding(account.last, account.cycles).held.to }));
    return { asked: asked.length, same: await unchangedAccounts(db, await catalogInForce(db), asked) };
  });
  /** The same database, asked as one that cannot copy: every account is rated by objects. */
  const byObjects = (): Database => ({ ...demo.worker, kind: 'embedded' });
  const charged = async (label: string) => (await rows<{ offer: string; charge: string; accounts: number[] }>(demo.owner, 'select l.offer, l.charge, array_agg(distinct b.account_id)::int[] as accounts from bill.lines l join bill.bills b on b.id = l.bill_id where l.label = ? group by l.offer, l.charge order by count(*) desc limit 1', [label]))[0]!;

  beforeAll(async () => {
    demo = await demoWorld('server');
  });
  afterAll(() => demo.close());

  it('are most of all accounts while prices are what they were', async () => {
    const { asked, same } = await unchanged();
    expect(asked).toBeGreaterThan(10);
    expect(same.size).toBeGreaterThan(asked / 2);
  });

  it('are not those whose usage has the changed price; what a re-rating shows is the same with and without them', async () => {
    const before = await unchanged();
    const { offer, charge, accounts } = await charged('Roaming data, Mexico');
    await reprice(demo.worker, offer, charge, '2025-01-01', (old) => (old * 60) / 100);
    const after = await unchanged();
    const gone = [...before.same].filter((account) => !after.same.has(account));
    expect(gone.length).toBeGreaterThan(0);
    expect(accounts).toEqual(expect.arrayContaining(gone));
    expect(after.same.size).toBeGreaterThan(0);
    const selections: ReadonlyArray<RerateSelection> = [{ from: '2025-01-01' }, { from: '2026-10-05', to: '2026-10-20' }, { offer, charge }];
    for (const selection of selections) {
      const told: number[] = [];
      const outcome = await previewRerating(demo.worker, selection, (looked) => void told.push(looked));
      expect(outcome).toEqual(await previewRerating(byObjects(), selection));
      expect(told.at(-1)).toBe(outcome.looked);
    }
    expect((await previewRerating(demo.worker, selections[0]!)).accounts.length).toBeGreaterThan(0);
  });
});
