import { describe, expect, it } from 'vitest';
import { compareBills } from '../../src/main/billing/domain/compare.ts';
import { explainDifference } from '../../src/main/billing/domain/explain.ts';
import { verifyDraft } from '../../src/main/billing/domain/verify-draft.ts';
import { asRead } from './billing-kit.ts';
import { elenaBills, elenaCatalog, elenaServices } from './elena.ts';

const bills = elenaBills();
const [september, october, november] = bills.map((bill) => asRead(bill));
if (!september || !october || !november) throw new Error('Three bills were made');
const found = explainDifference(october, november, { services: elenaServices, currency: 'USD', catalog: elenaCatalog });

describe('why is my bill higher', () => {
  it('the bills are those of the mock-up; by days the part month is a cent less', () => {
    expect(bills.map((bill) => bill.total)).toEqual([18_525, 19_837, 34_896]);
    expect(bills.flatMap(verifyDraft)).toEqual([]);
  });

  it('shows the causes with their words, largest first', () => {
    expect(found.causes.map((cause) => [cause.title, cause.detail, cause.repeats, cause.amount])).toEqual([
      ['Roaming data in Mexico', '852 MB at $0.05 per MB', false, 4260],
      ['Premium download', 'Arcadia Play, 24 Oct', false, 2499],
      ['Fiber 1000 plan', '$89.00, was $69.00, since 21 Oct', true, 2000],
      ['Welcome offer ended', '12 months, last used on October bill', true, 1500],
      ['Taxes and fees', 'on higher charges', false, 1133],
      ['More calls to Italy', '79 min, was 8', false, 1065],
      ['More extra data on 0187', '2 blocks of 1 GB, was 1', false, 1000],
      ['Part-month upgrade', '15 of 31 days, 21 Oct – 4 Nov', false, 967],
      ['Late payment fee', 'Bill 2610-04377 was due 26 Oct 2026', false, 750],
      ['Fewer national calls', '62 min, was 100', false, -115],
    ]);
    expect(found.causes.map((cause) => cause.kind)).toEqual(['usageMix', 'oneTime', 'planSwitch', 'promotionEnded', 'taxBase', 'usageVolume', 'usageVolume', 'prorationDays', 'fee', 'usageVolume']);
    expect(found.residual).toBe(0);
  });

  it('rests each cause on its lines: the part month on a charge and a refund', () => {
    const part = found.causes.find((cause) => cause.kind === 'prorationDays');
    expect(part?.evidence.map((evidence) => [evidence.side, evidence.label, evidence.amount])).toEqual([['after', 'Fiber 1000', 4306], ['after', 'Fiber 500', -3339]]);
    expect(found.causes[0]?.evidence).toMatchObject([{ side: 'after', events: 6, units: 852_000, amount: 4260 }]);
    expect(found.causes.find((cause) => cause.kind === 'taxBase')?.evidence).toMatchObject([{ lineId: null, taxCode: 'sales', amount: -1541 }, { lineId: null, taxCode: 'sales', amount: 2674 }]);
  });

  it('says it in a sentence for the agent and one for the customer', () => {
    expect(found.agentSentence).toBe('November is $150.59 higher than October, mainly because of roaming data in Mexico (+$42.60), premium download (+$24.99) and Fiber 1000 plan (+$20.00); $35.00 of it comes every month.');
    expect(found.customerSentence).toBe('Your November bill is $150.59 higher than your October bill. The main reasons: roaming data in Mexico ($42.60 more), premium download ($24.99 more) and Fiber 1000 plan ($20.00 more). $35.00 of it comes every month.');
  });

  it('compares the three bills by service and category', () => {
    const { rows, totals, difference } = compareBills([september, october, november], elenaServices);
    expect(rows.map((row) => `${row.category ? '- ' : ''}${row.label}: ${row.amounts.map((amount) => amount ?? 'none').join(', ')}; ${row.difference}`)).toEqual([
      'Fiber 1000: 5647, 5647, 10498; 4851', '- Plan: 6900, 6900, 8900; 2000', '- Add-ons: 800, 800, 800; 0', '- One-off: none, none, 967; 967', '- Discounts: -2500, -2500, -1000; 1500', '- Taxes and fees: 447, 447, 831; 384',
      'Unlimited Plus: 6966, 7096, 15593; 8497', '- Plan: 5500, 5500, 5500; 0', '- Add-ons: 799, 799, 799; 0', '- Usage: 0, 120, 5445; 5325', '- One-off: none, none, 2499; 2499', '- Taxes and fees: 667, 677, 1350; 673',
      'Share 10 GB: 3926, 5012, 6098; 1086', '- Plan: 3500, 3500, 3500; 0', '- Usage: 0, 1000, 2000; 1000', '- Taxes and fees: 426, 512, 598; 86',
      'Home phone: 1986, 2082, 1957; -125', '- Plan: 1500, 1500, 1500; 0', '- Usage: 214, 302, 187; -115', '- Taxes and fees: 272, 280, 270; -10', 'Account, late payment fee: none, none, 750; 750',
    ]);
    expect([totals, difference]).toEqual([[18_525, 19_837, 34_896], 15_059]);
  });
});
