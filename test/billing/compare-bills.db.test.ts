import { expect, it } from 'vitest';
import type { BillChoice, Comparison } from '../../src/contract/billing.ts';
import type { CustomerId } from '../../src/contract/ids.ts';
import { stories } from '../../src/main/demo/stories.ts';
import { type Care, careAs, onDemos, openAt, refusal, storyOf } from '../support/demo-world.ts';

const sum = (amounts: ReadonlyArray<number | null>) => amounts.reduce<number>((a, b) => a + (b ?? 0), 0);

/** All that must hold of any comparison. */
function foots({ columns, rows, totals, difference, explanation, oneTime, everyMonth, taxes }: Comparison, [from, to]: readonly [number, number]): void {
  expect(explanation.residual).toBe(0);
  expect(totals).toEqual(columns.map(({ total }) => total));
  expect(difference).toBe((totals[to] ?? 0) - (totals[from] ?? 0));
  expect(explanation).toMatchObject({ difference, before: { total: totals[from] }, after: { total: totals[to] } });
  expect(sum(explanation.causes.map(({ amount }) => amount))).toBe(difference);
  for (const cause of explanation.causes) expect(sum(cause.evidence.map(({ amount }) => amount)), cause.title).toBe(cause.amount);
  expect(oneTime + everyMonth + taxes).toBe(difference);
  const groups = rows.filter(({ category }) => category === null);
  expect(columns.map((_, at) => sum(groups.map(({ amounts }) => amounts[at] ?? 0)))).toEqual(totals);
  expect(sum(groups.map((group) => group.difference))).toBe(difference);
}

async function billsOf(care: Care, customerId: CustomerId): Promise<BillChoice[]> {
  return (await care.billing.bills({ customerId })).bills.map(({ billId }) => billId).reverse();
}

onDemos('Comparing bills', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  it.each(stories.map(({ key }) => key))('explains every bill of the story %s against the one before, and the next one in progress', { timeout: 300_000 }, async (key) => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf(key).number, 2);
    const bills = await billsOf(care, customerId);
    for (let at = 1; at < bills.length; at += 1) {
      const compared = await care.billing.compareBills({ customerId, bills: [bills[at - 1] as BillChoice, bills[at] as BillChoice] });
      foots(compared, [0, 1]);
    }
    const coming = await care.billing.compareBills({ customerId, bills: ['unbilled', bills.at(-1) as BillChoice] });
    foots(coming, [0, 1]);
    expect(coming.columns.map(({ key: column }) => column)).toEqual([String(bills.at(-1)), 'unbilled']);
    expect(coming.totals[1]).toBe((await care.billing.bills({ customerId })).unbilled.estimate);
    await care.customers.closeCase({ customerId });
  });

  it('takes six at once and explains any two of them, in either direction', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    const bills = (await billsOf(care, customerId)).slice(-6);
    expect(bills).toHaveLength(6);
    for (const explain of [[0, 5], [5, 0], [2, 4]] as const) foots(await care.billing.compareBills({ customerId, bills: [...bills].reverse(), explain: [...explain] }), explain);
    foots(await care.billing.compareBills({ customerId, bills }), [4, 5]);
    await care.customers.closeCase({ customerId });
  });

  it('tells why Elena\'s bill is higher, largest first', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    const [before, after] = (await billsOf(care, customerId)).slice(-2) as [BillChoice, BillChoice];
    const { explanation, difference, nextBill } = await care.billing.compareBills({ customerId, bills: [before, after] });
    expect(difference).toBe(15_059);
    expect(explanation.causes.map(({ amount }) => amount)).toEqual([...explanation.causes].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount)).map(({ amount }) => amount));
    expect(explanation.causes.filter(({ category }) => category !== 'tax').map(({ kind, amount }) => [kind, amount])).toEqual([
      ['usageMix', 4260], ['oneTime', 2499], ['planSwitch', 2000], ['promotionEnded', 1500], ['usageVolume', 1065], ['usageVolume', 1000], ['prorationDays', 967], ['fee', 750], ['usageVolume', -115],
    ]);
    expect(explanation.agentSentence).toContain('$150.59');
    expect(explanation.customerSentence.length).toBeGreaterThan(20);
    expect(nextBill).toMatchObject({ day: '2026-12-05' });
    await care.customers.closeCase({ customerId });
  });

  it('finds nothing where nothing changed', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('quiet').number, 2);
    const bills = (await billsOf(care, customerId)).slice(-2);
    expect((await care.billing.compareBills({ customerId, bills })).explanation).toMatchObject({ difference: 0, causes: [], residual: 0 });
    await care.customers.closeCase({ customerId });
  });

  it('is refused for one bill, seven, the same twice, the same pair, or somebody else\'s', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('vip').number, 2);
    const bills = await billsOf(care, customerId);
    const [one, two] = bills as [BillChoice, BillChoice];
    expect(await refusal(care.billing.compareBills({ customerId, bills: [one] }))).toMatchObject({ code: 'MALFORMED', sentence: expect.stringMatching(/^bills: /) as string });
    expect(await refusal(care.billing.compareBills({ customerId, bills: bills.slice(0, 7) }))).toMatchObject({ code: 'MALFORMED' });
    expect(await refusal(care.billing.compareBills({ customerId, bills: [one, one] }))).toMatchObject({ code: 'REFUSED', sentence: 'Choose each bill once.' });
    expect(await refusal(care.billing.compareBills({ customerId, bills: [one, two], explain: [1, 1] }))).toMatchObject({ code: 'REFUSED', sentence: 'Choose two different bills to explain.' });
    expect(await refusal(care.billing.compareBills({ customerId, bills: [one, two], explain: [0, 5] }))).toMatchObject({ code: 'REFUSED' });
    const quiet = await openAt(demo(), care, storyOf('quiet').number, 2);
    const [theirs] = await billsOf(care, quiet);
    expect(await refusal(care.billing.compareBills({ customerId, bills: [one, theirs as BillChoice] }))).toMatchObject({ code: 'NOT_FOUND' });
    await care.customers.closeCase({ customerId });
  });
});
