import { expect, it } from 'vitest';
import { billingInputs } from '../../src/main/billing/billing-inputs.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onDemos } from '../support/demo-world.ts';

/** Generated customers beside the stories: more accounts than a person may gather at once. */
const SCALE = 40;

onDemos('inputs gathered for many accounts', async (demo) => (await rows<{ id: number }>(demo.owner, 'select a.id from bill.accounts a order by a.id')).map(({ id }) => id), (made, demo) => {
  it('are those of each of them alone, in order of account', async () => {
    const ids = made();
    expect(ids.length).toBeGreaterThan(20);
    const { worker } = demo();
    const set = await worker.read((db) => billingInputs(db, ids.toReversed()));
    expect(set.map(({ accountId }) => accountId)).toEqual(ids);
    for (const inputs of set) expect(await worker.read((db) => billingInputs(db, [inputs.accountId])), String(inputs.accountId)).toEqual([inputs]);
    // Each kind of input is there, so that what is equal is not nothing.
    for (const kind of ['services', 'products', 'covered', 'usage', 'lateBills'] as const) expect(set.some((inputs) => inputs[kind].length > 0), kind).toBe(true);
    expect(set.some(({ payerId }) => payerId !== null)).toBe(true);
    const payer = set.find(({ accountId }) => set.some((other) => other.payerId === accountId));
    expect(payer?.services.some((service) => service.accountId !== payer.accountId)).toBe(true);
  });
}, SCALE);
