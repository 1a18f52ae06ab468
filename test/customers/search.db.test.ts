import { expect, it } from 'vitest';
import type { SearchHit } from '../../src/contract/customers.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { type Care, careAs, type DemoWorld, onDemos, refusal, storyOf } from '../support/demo-world.ts';

const elena = storyOf('elena').number;

/** People whose names are easily misheard, misspelled or written without their signs; given and family name. */
const named = [
  ['Astrid', 'Holmqvist'], ["Siobhan", "O'Neil"], ['José', 'Núñez-Ibáñez'], ['Mary-Anne', 'Van der Berg'], ['Callum', 'McDonald'], ['Jürgen', 'Weiß'], ['Zoë', 'Łukasik'], ['Lena', 'Katz'], ['Ada', 'Byron'],
] as const;

async function hardNames(demo: DemoWorld): Promise<void> {
  for (const [at, [given, family]] of named.entries()) await demo.worker.write((db) => rows(db, "insert into care.customers (number, segment, name, given_name, family_name, city, state, since) values (?, 'private', ?, ?, ?, 'Kent', 'WA', '2015-01-01')", [`1910000${at}`, `${given} ${family}`, given, family]));
}

/** Somebody who left: same family name as Elena, a number that is no line of ours, and a name with signs of LIKE. */
async function others(demo: DemoWorld): Promise<void> {
  const ids = await demo.worker.write((db) => rows<{ id: number }>(db, `insert into care.customers (number, segment, name, given_name, family_name, active, city, state, since) values
    ('19000001', 'private', 'Ada Marchetti', 'Ada', 'Marchetti', false, 'Seattle', 'WA', '2015-01-01'), ('19000002', 'corporate', '100% Pure_Water', null, null, true, 'Kent', 'WA', '2015-01-01') returning id`));
  await demo.worker.write((db) => rows(db, "insert into care.contacts (customer_id, kind, label, value, normal, preferred) values (?, 'phone', 'Mobile', '(206) 555-0199', '12065550199', true), (?, 'email', 'E-mail', 'ada_m@example.com', 'ada_m@example.com', true)", [ids[0]?.id, ids[0]?.id]));
}

onDemos('Search', async (demo) => {
  await others(demo);
  await hardNames(demo);
  return { care: await careAs(demo, 'agent') };
}, (made, demo) => {
  const hits = async (text: string, care: Care = made().care) => (await care.customers.search({ text })).hits;
  const found = async (text: string) => (await hits(text)).map(({ number }) => number);
  const first = async (text: string) => (await hits(text))[0];

  it.each(['(206) 555-0142', '206-555-0142', '206.555.0142', '206 555 0142', '2065550142', '12065550142', '+1 206 555 0142', '+12065550142', '1 (206) 555-0142', '  (206)  555 - 0142 '])('finds a phone written as %s', async (written) => {
    expect(await hits(written)).toMatchObject([{ number: elena, name: 'Elena Marchetti', kind: 'customer', reason: expect.stringMatching(/^Phone .*0142$/) as string }]);
  });

  it('finds a phone with the sign of an international call', async () => {
    expect([await found('001 206 555 0142'), await found('011 1 206 555 0142')]).toEqual([[elena], [elena]]);
  });

  it('finds phones by their last digits, active customers first', async () => {
    expect(await first('5550142')).toMatchObject({ number: elena, reason: expect.stringMatching(/^Phone/) as string });
    const endings = await hits('0142');
    expect(endings.every(({ reason }) => reason.startsWith('Phone') && reason.endsWith('0142'))).toBe(true);
    expect(endings.map(({ number }) => number)).toContain(elena);
    // 0164 is the number of the house of two.
    expect((await found('0164')).sort()).toEqual(['10164407', '10701186']);
    expect(await first('0199')).toMatchObject({ number: '19000001', active: false });
  });

  it('finds a customer by number and says so', async () => {
    expect(await hits(elena)).toMatchObject([{ number: elena, reason: `Customer ${elena}` }]);
  });

  it('finds a bill and a payment by number, in any letters', async () => {
    const bill = await row<{ id: number; number: string }>(demo().owner, "select b.id, b.number from bill.bills b join care.customers k on k.id = b.customer_id where k.number = ? and b.bill_day = '2026-11-05'", [elena]);
    const payment = await row<{ id: number; number: string }>(demo().owner, "select p.id, p.number from pay.payments p join care.customers k on k.id = p.customer_id where k.number = ? order by p.id desc limit 1", [elena]);
    expect(await hits(bill?.number ?? '')).toMatchObject([{ number: elena, kind: 'bill', objectId: bill?.id, reason: `Bill ${bill?.number}` }]);
    expect(await hits((payment?.number ?? '').toLowerCase())).toMatchObject([{ number: elena, kind: 'payment', objectId: payment?.id, reason: `Payment ${payment?.number}` }]);
    expect(await hits('9999-00001')).toEqual([]);
  });

  it('finds a service by its circuit', async () => {
    for (const written of ['FTTH-77120', 'ftth-77120']) expect(await hits(written)).toMatchObject([{ number: elena, kind: 'service', reason: 'Service FTTH-77120', objectId: expect.any(Number) as number }]);
  });

  it('finds a name: whole, its beginning, family first, with two beginnings', async () => {
    for (const written of ['Elena Marchetti', 'elena marchetti', 'Elena', 'Marchetti Elena', 'el mar', 'mar el', 'ELENA  MARCH']) {
      expect(await first(written), written).toMatchObject({ number: elena, reason: 'Name' });
    }
    expect((await made().care.customers.search({ text: 'Elena Marchetti' })).didYouMean).toBeNull();
    // Its beginning as a whole and its two parts fit: it is listed once.
    expect(await found('Elena Marchetti')).toEqual([elena]);
  });

  it('puts who left after who is here', async () => {
    expect((await hits('Marchetti')).map(({ number, active }) => [number, active])).toEqual([[elena, true], ['19000001', false]]);
  });

  it('finds a name with a slip of the finger and asks whether it was meant', async () => {
    for (const [written, name] of [['Elena Marcheti', 'Elena Marchetti'], ['Lindgreen', 'Theo Lindgren'], ['Abernaty', /Abernathy$/]] as const) {
      const { hits: alike, didYouMean } = await made().care.customers.search({ text: written });
      expect(alike[0], written).toMatchObject({ name: typeof name === 'string' ? name : expect.stringMatching(name), reason: 'Name, spelled alike' });
      expect(didYouMean).toBe(alike[0]?.name);
    }
    expect(await made().care.customers.search({ text: 'Xyzzyqwv' })).toEqual({ hits: [], didYouMean: null });
  });

  it.each([
    // A wrong, a missing, a doubled letter, two that swapped places, and two slips in a long name.
    ['Holmquist', 'Astrid Holmqvist'], ['Holmqist', 'Astrid Holmqvist'], ['Hollmqvist', 'Astrid Holmqvist'], ['Homlqvist', 'Astrid Holmqvist'], ['Olmqvist', 'Astrid Holmqvist'], ['Holmquis', 'Astrid Holmqvist'], ['Homlquist', 'Astrid Holmqvist'],
    ['Ktaz', 'Lena Katz'], ['Kats', 'Lena Katz'], ['Asrtid', 'Astrid Holmqvist'], ['Lukasick', 'Zoë Łukasik'],
    // Two parts of a name in any order, a slip in one or in both; beginnings too.
    ['Holmquist Astrid', 'Astrid Holmqvist'], ['Astrd Holmquist', 'Astrid Holmqvist'], ['Atsrid Holm', 'Astrid Holmqvist'], ['Byrn Ada', 'Ada Byron'], ['Lena Kats', 'Lena Katz'], ['Marchetti Elana', 'Elena Marchetti'],
    ['Oneill', "Siobhan O'Neil"], ['Siobahn O’Neil', "Siobhan O'Neil"], ['Nunes-Ibanez', 'José Núñez-Ibáñez'], ['Mcdonnald', 'Callum McDonald'], ['Juergen Weiss', 'Jürgen Weiß'], ['Mary Ane Van der Berg', 'Mary-Anne Van der Berg'],
  ])('finds %s misspelled: %s', async (written, name) => {
    const { hits: alike, didYouMean } = await made().care.customers.search({ text: written });
    expect(alike[0]).toMatchObject({ name, reason: 'Name, spelled alike' });
    expect(didYouMean).toBe(name);
  });

  it.each([
    ["O'Neil", "Siobhan O'Neil"], ['oneil', "Siobhan O'Neil"], ['O’Neil', "Siobhan O'Neil"], ['o neil', "Siobhan O'Neil"], ['Mc Donald', 'Callum McDonald'], ['Jose Nunez-Ibanez', 'José Núñez-Ibáñez'], ['NÚÑEZ IBÁÑEZ', 'José Núñez-Ibáñez'], ['Ibanez', 'José Núñez-Ibáñez'],
    ['Jose\u0301', 'José Núñez-Ibáñez'], ['mary anne', 'Mary-Anne Van der Berg'], ['Maryanne', 'Mary-Anne Van der Berg'], ['Vanderberg', 'Mary-Anne Van der Berg'], ['van-der-Berg, Mary', 'Mary-Anne Van der Berg'], ['Berg', 'Mary-Anne Van der Berg'], ['lukasik zoe', 'Zoë Łukasik'], ['weiss', 'Jürgen Weiß'], ['Water', '100% Pure_Water'], ['Elena%', 'Elena Marchetti'],
  ])('finds %s, which is only written another way: %s', async (written, name) => {
    const answer = await made().care.customers.search({ text: written });
    expect(answer.hits[0]).toMatchObject({ name, reason: 'Name' });
    expect(answer.didYouMean).toBeNull();
  });

  it.each([
    // Too far, too short for a slip, one part that fits no name, parts of two people, and no letters at all.
    'Holmberg', 'Halmkuist', 'Homlqvsti', 'Kotze', 'Ktz', 'Adz', 'Astrid Xyzzy', 'Astrid Weiß', 'Lena Holmqvist', 'Xyzzyqwv', 'Holmqvist 99',
    '%%%', '--', "''", '?!', '5559 9999', '0-0-0', '12/34', '\u0301\u0301', '😀😀', '.. ..',
  ])('finds nobody for %s', async (written) => {
    expect(await made().care.customers.search({ text: written })).toEqual({ hits: [], didYouMean: null });
  });

  it('puts the nearest name first and finds who came or changed their name a moment ago', async () => {
    const ids = await demo().worker.write((db) => rows<{ id: number }>(db, "insert into care.customers (number, segment, name, given_name, family_name, city, state, since) values ('19200001', 'private', 'Ulla Brixtoft', 'Ulla', 'Brixtoft', 'Kent', 'WA', '2020-01-01'), ('19200002', 'private', 'Ulla Brixtorp', 'Ulla', 'Brixtorp', 'Kent', 'WA', '2020-01-01') returning id"));
    expect(await found('Brixtofd')).toEqual(['19200001']);
    expect(await found('Ulla Brixtor')).toEqual(['19200002']);
    await demo().owner.raw("update care.customers set name = 'Ulla Quenneville', family_name = 'Quenneville' where id = ?", [ids[0]?.id ?? 0]);
    expect([await found('Quenevile'), await found('Brixtoft')]).toEqual([['19200001'], ['19200002']]);
  });

  it('finds an e-mail and an address by their beginning', async () => {
    expect(await hits('elena.marchetti@example.com')).toMatchObject([{ number: elena, reason: expect.stringMatching(/^E-mail e/) as string }]);
    expect(await found('Elena.Marchetti@')).toEqual([elena]);
    expect(await hits('1418 Harbor View')).toMatchObject([{ number: elena, reason: 'Address' }]);
    expect(await found('1418 harbor view ter, seattle')).toEqual([elena]);
  });

  it('takes % and _ as they are', async () => {
    for (const written of ['%%', '__', '%a%', '_l%', 'e%@example.com', '\\%', "'; select 1 --"]) expect(await found(written), written).not.toContain(elena);
    expect(await found('100% pure')).toEqual(['19000002']);
    expect(await found('ada_m@')).toEqual(['19000001']);
    expect((await hits('ada%m@')).filter(({ reason }) => reason.startsWith('E-mail'))).toEqual([]);
  });

  it('shows no contact data in the clear, and no more than is asked', async () => {
    const all = (await Promise.all(['Marchetti', '(206) 555-0142', 'elena.marchetti@example.com', '1418 Harbor View', '10482291', 'Seattle', 'Ab', '555'].map((text) => hits(text)))).flat();
    expect(all.length).toBeGreaterThan(7);
    const text = JSON.stringify(all.map(({ customerId: _customerId, objectId: _objectId, ...said }: SearchHit) => said));
    expect(text).not.toMatch(/@example|Harbor|\d{3}-\d{4}|\d{10}|pin|birth/i);
    expect(all.every((hit) => Object.keys(hit).sort().join() === 'active,city,customerId,email,kind,name,number,objectId,phone,reason,segment,state')).toBe(true);
  });

  it('is refused below two letters and above a hundred', async () => {
    for (const text of ['e', ' e ', 'x'.repeat(101)]) expect(await refusal(made().care.customers.search({ text }))).toMatchObject({ code: 'MALFORMED', sentence: expect.stringMatching(/^text: /) as string });
  });

  it('is counted and kept in the audit without its words', async () => {
    const before = await row<{ n: number }>(demo().owner, "select count(*)::int as n from audit.entries e where e.action = 'search' and e.login = 'nadia.okafor'");
    await hits('Marchetti Elena');
    const last = await rows<{ object: string; details: unknown }>(demo().owner, "select e.object, e.details from audit.entries e where e.action = 'search' and e.login = 'nadia.okafor' order by e.id");
    expect(last).toHaveLength((before?.n ?? 0) + 1);
    expect(last.at(-1)?.object).toMatch(/^[0-9a-f]{32}$/);
    expect(last.at(-1)?.details).toEqual({ n: last.length });
  });

  it('is for agents, supervisors and auditors', async () => {
    for (const role of ['supervisor', 'auditor'] as const) expect((await hits('Marchetti', await careAs(demo(), role))).length).toBe(2);
    for (const role of ['operator', 'useradmin'] as const) expect(await refusal(hits('Marchetti', await careAs(demo(), role)))).toMatchObject({ code: 'FORBIDDEN' });
  });
});

onDemos('Who calls', async (demo) => {
  await others(demo);
  return { care: await careAs(demo, 'agent') };
}, (made) => {
  const calls = (from: string) => made().care.customers.whoCalls({ from });

  it.each(['+12065550142', '12065550142', '(206) 555-0142', '2065550142', '0012065550142'])('is one customer for %s', async (from) => {
    const answer = await calls(from);
    expect(answer).toMatchObject({ number: '12065550142', shown: '(206) 555-0142', hits: [{ number: elena, reason: 'Number on file: Mobile' }] });
    expect(answer.hits).toHaveLength(1);
  });

  it('is two for the number of a house, who has it first before', async () => {
    const { hits } = await calls('+15095550164');
    expect(hits.map(({ name }) => name)).toEqual(['Harriet Abernathy', 'Grant Abernathy']);
    expect(hits.map(({ reason }) => reason)).toEqual(['Number on file: Home', 'Number on file: Home']);
  });

  it('is a line of a customer where the number is on no file', async () => {
    expect((await calls('+12065550187')).hits).toMatchObject([{ number: elena, kind: 'service', reason: 'Calls from a line of this customer' }]);
  });

  it('is who left, too', async () => {
    expect((await calls('2065550199')).hits).toMatchObject([{ number: '19000001', active: false }]);
  });

  it('is nobody for a number that nobody has, nor for its ending', async () => {
    expect(await calls('+442079460000')).toEqual({ number: '442079460000', shown: '+442079460000', hits: [] });
    for (const from of ['5550142', '0142', 'anonymous', '+']) expect((await calls(from)).hits, from).toEqual([]);
  });
});
