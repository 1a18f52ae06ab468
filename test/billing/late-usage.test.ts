import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lateBefore, usageByPeriod } from '../../src/main/billing/domain/late-usage.ts';
import { chargesOfUsage } from '../../src/main/rating/domain/charges-of-usage.ts';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { anyWorld, propertyRuns } from '../rating/rating-kit.ts';

test('usage of a billed period and of the open one never share a line, and each event is on exactly one', () => {
  fc.assert(fc.property(anyWorld, fc.nat(), ({ catalog, usage }, place) => {
    const { rated } = rateCycle(compileCatalog(catalog), usage);
    const at = usage.events[place % Math.max(1, usage.events.length)]?.start ?? '2026-11-01T00:00:00.000Z';
    const lines = usageByPeriod(rated, { day: '2026-11-01', at });
    const events = (charges: typeof lines) => charges.flatMap((line) => line.events.map(({ usageId, micros }) => `${usageId} ${micros}`)).toSorted();
    expect(events(lines)).toEqual(events(chargesOfUsage(rated)));
    for (const { part, events: on } of lines) expect([...new Set(on.map(({ start }) => start < at))]).toEqual([lateBefore(part) === '2026-11-01']);
    const keys = lines.map(({ serviceId, charge, version, part }) => [serviceId, charge, version, part].join('|'));
    expect(new Set(keys).size).toBe(keys.length);
    expect(usageByPeriod(rated, null)).toEqual(chargesOfUsage(rated));
  }), { numRuns: propertyRuns });
});
