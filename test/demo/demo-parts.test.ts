import { describe, expect, it } from 'vitest';
import { Catalog } from '../../src/contract/catalog.ts';
import { agendaOf } from '../../src/main/demo/agenda.ts';
import { demoCatalog } from '../../src/main/demo/catalog.ts';
import { billDays, DEMO_NOW, localInstant, openedFor } from '../../src/main/demo/demo-time.ts';
import { generatedCustomers } from '../../src/main/demo/generator.ts';
import { lineNumber } from '../../src/main/demo/line-number.ts';
import { randomOf } from '../../src/main/demo/random.ts';
import { stories, storyPlans } from '../../src/main/demo/stories.ts';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';

describe('The catalog of the demo', () => {
  it('is a whole catalog that rating can compile, with each offer once', () => {
    expect(Catalog.parse(demoCatalog)).toEqual(demoCatalog);
    const compiled = compileCatalog(demoCatalog);
    expect(compiled.offers.size).toBe(demoCatalog.offers.length);
  });

  it('finds the country of a number by its longest prefix', () => {
    const { zones } = compileCatalog(demoCatalog);
    expect(['12065550142', '15035550133', '14165550123', '390655501942', '3535550199', 'Arcadia Play'].map(zones.home)).toEqual(['wa', 'us', 'ca', 'it', 'ie', 'partner-arcadia']);
    expect(['MX Movilsur', 'CA Northcell', 'ES Iberamovil'].map(zones.roaming)).toEqual(['in-mx', 'in-ca', 'in-es']);
  });

  it('uses every price model, a time band and a price that changed', () => {
    const prices = demoCatalog.offers.flatMap((offer) => offer.usage.flatMap((rule) => rule.versions.map(({ price }) => price.kind)));
    expect([...new Set(prices)].sort()).toEqual(['flat', 'graduated', 'package', 'perUnit', 'volume']);
    expect(demoCatalog.offers.some((offer) => offer.usage.some(({ band }) => band === 'business-hours'))).toBe(true);
    expect(demoCatalog.offers.find(({ code }) => code === 'tv-plus')?.recurring[0]?.versions.map(({ price }) => price)).toEqual([3400, 3600]);
  });
});

describe('The time of the demo', () => {
  it('is 10:42 in Seattle, before and after the clocks changed', () => {
    expect(localInstant('2026-11-18', '10:42')).toBe(DEMO_NOW);
    expect(localInstant('2026-10-24', '19:14')).toBe('2026-10-25T02:14:00.000Z');
  });

  it('has fifteen bill days in the first half of a month and fourteen late in it', () => {
    expect(billDays(5)).toHaveLength(15);
    expect(billDays(20)).toHaveLength(14);
    expect([openedFor(5), billDays(5)[0], billDays(5).at(-1)]).toEqual(['2025-09-04', '2025-09-05', '2026-11-05']);
  });

  it('takes what is to be done in order of time, also what is added meanwhile', () => {
    const agenda = agendaOf<{ at: string; name: string }>();
    agenda.add([{ at: '2026-02', name: 'b' }, { at: '2026-01', name: 'a' }, { at: '2026-02', name: 'c' }, { at: '2027-01', name: 'never' }]);
    const names: string[] = [];
    for (let step = agenda.next('2026-12'); step; step = agenda.next('2026-12')) {
      names.push(step.tasks.map(({ name }) => name).join());
      if (step.at === '2026-01') agenda.add([{ at: '2026-03', name: 'd' }]);
    }
    expect(names).toEqual(['a', 'b,c', 'd']);
  });
});

describe('Generated customers', () => {
  it('are the same for the same seed, whatever the scale, and others for another', () => {
    const [few, many] = [generatedCustomers(20, 7), generatedCustomers(60, 7)];
    expect(JSON.stringify(many.slice(0, 20))).toBe(JSON.stringify(few));
    expect(JSON.stringify(generatedCustomers(20, 8))).not.toBe(JSON.stringify(few));
  });

  it('use the same in the same month', () => {
    const usage = () => generatedCustomers(30, 7).map(({ services }) => services.map((service) => service.usage?.({ from: '2026-03-05', to: '2026-04-05' })));
    const made = usage();
    expect(made).toEqual(usage());
    expect(made.flat(2).length).toBeGreaterThan(200);
  });

  it('have numbers of their own, none of a named customer and none that a person can have', () => {
    const people = [...generatedCustomers(3000, 7), ...storyPlans.flatMap(({ customers }) => customers)];
    expect(new Set(people.map(({ number }) => number)).size).toBe(people.length);
    const lines = people.flatMap(({ services }) => services.filter(({ kind }) => kind === 'mobile' || kind === 'phone').map(({ reference }) => reference));
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.filter((line) => !/^1\d{3}(555|[01]\d\d)\d{4}$/.test(line))).toEqual([]);
    expect(lineNumber('206', 4000, 0)).toBe('12060004000');
  });

  it('hold only offers of the catalog, for a service of the offer\'s kind', () => {
    const offers = new Map(demoCatalog.offers.map(({ code, service }) => [code, service]));
    const held = [...generatedCustomers(500, 7), ...storyPlans.flatMap(({ customers }) => customers)].flatMap(({ services }) => services.flatMap(({ kind, products }) => products.map(({ offer }) => ({ offer, kind }))));
    expect(held.filter(({ offer, kind }) => offers.get(offer) !== kind)).toEqual([]);
    expect(held.length).toBeGreaterThan(1000);
  });
});

describe('Stories', () => {
  it('are twelve, each with a caller, a PIN and two bills to compare or one first bill', () => {
    expect(stories).toHaveLength(12);
    expect(new Set(stories.map(({ name }) => name)).size).toBe(12);
    expect(stories.filter(({ phone, pin, causes }) => !/^\+1\d{10}$/.test(phone) || !/^\d{4}$/.test(pin) || causes.length === 0)).toEqual([]);
    expect(stories.filter(({ compare }) => compare === null).map(({ key }) => key)).toEqual(['firstBill']);
  });
});

describe('Random numbers', () => {
  it('stay within their bounds and reach them', () => {
    const random = randomOf(1, 2);
    const drawn = Array.from({ length: 2000 }, () => random.between(3, 9));
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([3, 9]);
    expect(() => random.pick([])).toThrow('Nothing to pick from.');
  });
});
