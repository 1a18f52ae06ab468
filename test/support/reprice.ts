import type { Catalog } from '../../src/contract/catalog.ts';
import { type Database, row, rows } from '../../src/main/platform/database.ts';

/** Loads a new catalog in which the price of one usage charge is another from a day on. */
export async function reprice(worker: Database, offer: string, charge: string, from: string, price: (old: number) => number): Promise<void> {
  await worker.write(async (db) => {
    const found = await row<{ body: Catalog; name: string }>(db, 'select c.body, c.name from bill.catalogs c order by c.id desc limit 1');
    const body = found!.body;
    const rule = body.offers.find((one) => one.code === offer)?.usage.find((one) => one.code === charge);
    const last = rule?.versions.at(-1);
    if (!rule || !last || !('price' in last.price)) throw new Error(`${offer} has no ${charge}`);
    rule.versions.push({ version: `${last.version}-corrected-${price(100)}`, from, price: { ...last.price, price: price(last.price.price) } });
    await rows(db, 'insert into bill.catalogs (name, body, hash) values (?, ?::jsonb, md5(?))', [found!.name, JSON.stringify(body), JSON.stringify(body)]);
  });
}
