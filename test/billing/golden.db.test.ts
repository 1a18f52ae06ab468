import { expect, it } from 'vitest';
import { previewBillNow } from '../../src/main/billing/bill-now.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, openAt, smallWorld } from '../support/small-world.ts';

onBothEngines('worked examples on the database', smallWorld, (world) => {
  it('G-1: 20 open from before and 10 billed now are 30', async () => {
    const { db } = world();
    const customer = await addCustomer(db, 'Gail Golden', 9001);
    // Nothing but two visits: the product ended before the account was opened here, and its calls with it.
    await rows(db.owner, "update bill.accounts set opened = '2026-10-15' where id = ?", [customer.accountId]);
    await rows(db.owner, "update care.products set to_day = '2026-10-01' where id = ?", [customer.productId]);
    const visit = (amount: number, day: string) => call(db, 'worker', 'api.add_one_time(?::jsonb)', [JSON.stringify({ accountId: customer.accountId, serviceId: null, charge: 'visit', label: 'Visit', amount, day, taxCode: null, cause: 'Order' })]);
    await visit(2000, '2026-10-20');
    const [before] = await db.as('worker').write((trx) => runBills(trx, { day: '2026-11-01', accountIds: [customer.accountId] }));
    expect(before?.total).toBe(2000);
    await visit(1000, '2026-11-10');
    await openAt(world(), 'anna', customer, 2);
    const preview = await previewBillNow(db.as('anna'), { customerId: customer.customerId, serviceIds: null });
    expect([preview.openBefore, preview.bill.total, preview.openAfter]).toEqual([2000, 1000, 3000]);
  });
});
