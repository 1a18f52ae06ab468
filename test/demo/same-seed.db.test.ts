import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { buildDemo } from '../../src/main/demo/build-world.ts';
import { rows } from '../../src/main/platform/database.ts';
import { type FreshDatabase, freshDatabase, freshEmbedded } from '../support/fresh-database.ts';

const opened: FreshDatabase[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});

/** All that a customer could ever read of the world: bills, lines, balances and payments. */
async function world(database: FreshDatabase): Promise<{ bills: number; digest: string }> {
  opened.push(database);
  await buildDemo(database.owner, { scale: 5, seed: 11 });
  const bills = await rows(database.owner, 'select b.number, b.bill_day, b.total, b.usage_hash, b.issued_at, v.open, v.disputed from bill.bills b join bill.bill_balances v on v.bill_id = b.id order by b.id');
  const lines = await rows(database.owner, 'select l.bill_id, l.position, l.charge, l.version, l.part, l.amount, l.tax from bill.lines l order by l.bill_id, l.position');
  const payments = await rows(database.owner, 'select p.number, p.amount, p.allocated, p.state, p.received_at from pay.payments p order by p.id');
  return { bills: bills.length, digest: createHash('sha256').update(JSON.stringify([bills, lines, payments])).digest('hex') };
}

describe('A demo world', () => {
  it('is the same for the same seed on PostgreSQL and on the embedded engine', { timeout: 300_000 }, async () => {
    const embedded = await world(await freshEmbedded());
    const server = await world(await freshDatabase());
    expect(server).toEqual(embedded);
    expect(embedded.bills).toBeGreaterThan(180);
  });
});
