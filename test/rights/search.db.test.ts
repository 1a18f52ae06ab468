import { expect, it } from 'vitest';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, smallWorld } from '../support/small-world.ts';

type Found = { readonly hits: ReadonlyArray<{ readonly customerId: number; readonly name: string; readonly phone: string; readonly email: string; readonly reason: string }> };

onBothEngines('searching', smallWorld, (world) => {
  const search = (who: string, text: string) => call<Found>(world().db, who, 'api.search(?)', [text]);

  it('finds a customer who is not open, by name, number, phone ending, e-mail, address and bill, and shows contacts masked', async () => {
    const { ada, billNumber } = world();
    for (const text of ['Ada Lovelace', 'lovelace', 'Lovelase', ada.number, `88${ada.number}`, ada.phone.slice(-4), `+${ada.phone}`, 'ada.lovelace@', '11 pine', billNumber, 'P-000001']) {
      const { hits } = await search('anna', text);
      expect(hits.map((hit) => hit.customerId), text).toContain(ada.customerId);
      const shown = JSON.stringify(hits);
      for (const secret of [ada.phone, ada.email, ada.address]) expect(shown, text).not.toContain(secret);
    }
  });

  it('takes signs of patterns as what they are', async () => {
    for (const text of ['%%%', '___', '%a%', 'a%', '\\\\', "x' or true --"]) expect((await search('anna', text)).hits, text).toEqual([]);
  });

  it('gives at most 20 rows', async () => {
    for (let n = 0; n < 25; n += 1) await addCustomer(world().db, `Twin ${'abcdefghijklmnopqrstuvwxyz'[n]}`, 300 + n);
    expect((await search('anna', 'twin')).hits).toHaveLength(20);
  });

  it('is in the audit as a keyed hash, never as text', async () => {
    const { db } = world();
    await search('adam', 'Ada Lovelace');
    await search('adam', '  ada   LOVELACE ');
    await search('adam', 'Ben');
    const trail = await rows<{ object: string; details: object; customer_id: number | null }>(db.owner, "select e.object, e.details, e.customer_id from audit.entries e where e.login = ? and e.action = 'search' order by e.id", [db.login('adam')]);
    expect(trail).toHaveLength(3);
    expect(trail[0]!.object).toMatch(/^[0-9a-f]{32}$/);
    expect(trail[1]!.object).toBe(trail[0]!.object);
    expect(trail[2]!.object).not.toBe(trail[0]!.object);
    expect(JSON.stringify(trail).toLowerCase()).not.toContain('lovelace');
    expect(trail.map((each) => each.details)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('is counted, a search that was rolled back too, and ends at 600 an hour', async () => {
    const { db } = world();
    await db.addPerson('greedy', 'agent');
    await search('greedy', 'ada');
    const undo = new Error('undo');
    await expect(db.as('greedy').write(async (trx) => {
      await rows(trx, "select api.search('ben')");
      throw undo;
    })).rejects.toBe(undo);
    await search('greedy', 'ada');
    expect(await rows(db.owner, 'select c.searches from care.search_counts c where c.login = ?', [db.login('greedy')])).toEqual([{ searches: 3 }]);
    await db.owner.raw("select setval(format('care.%I', 'searches_of_' || ?)::regclass, (extract(epoch from date_trunc('hour', care.now()))::bigint / 3600) * 1000000 + 599)", [db.login('greedy')]);
    await search('greedy', 'ada');
    await expect(search('greedy', 'ada')).rejects.toMatchObject({ code: 'C1003' });
    await expect(call(db, 'greedy', "api.who_calls('+12065550011')")).rejects.toMatchObject({ code: 'C1003' });
    await db.owner.raw("update care.settings set clock_offset = clock_offset + interval '1 hour'");
    expect((await search('greedy', 'ada')).hits).toHaveLength(1);
  });

  it('tells who may be calling, by the whole number only', async () => {
    const { db, ada } = world();
    expect((await call<Found>(db, 'anna', 'api.who_calls(?)', [`+${ada.phone}`])).hits.map((hit) => hit.customerId)).toEqual([ada.customerId]);
    expect((await call<Found>(db, 'anna', 'api.who_calls(?)', [ada.phone.slice(-7)])).hits).toEqual([]);
    expect((await call<Found>(db, 'anna', 'api.who_calls(?)', ['anonymous'])).hits).toEqual([]);
  });

  it('is not for operators, user administrators or the worker', async () => {
    for (const who of ['olga', 'ulla', 'worker']) await expect(search(who, 'ada'), who).rejects.toMatchObject({ code: '42501' });
  });
});
