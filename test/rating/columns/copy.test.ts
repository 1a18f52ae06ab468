import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyHead, copyTail, pricesAsCopy } from '../../../src/main/rating/columns/copy-prices.ts';
import { usageReader } from '../../../src/main/rating/columns/copy-usage.ts';
import { usageKinds } from '../../../src/main/rating/domain/columns/column-plan.ts';
import { pricedColumns } from '../../../src/main/rating/domain/columns/rate-columns.ts';
import { textOf } from '../../../src/main/rating/domain/columns/digit-trie.ts';
import { usageColumns } from '../../../src/main/rating/domain/columns/usage-columns.ts';
import { propertyRuns } from '../rating-kit.ts';

const safe = fc.maxSafeInteger();
const event = fc.record({ id: safe.map(Math.abs), service: fc.integer({ min: 0, max: 5 }), ms: fc.integer({ min: -1e12, max: 4e12 }), kind: fc.constantFrom(...usageKinds), units: safe.map(Math.abs), destination: fc.string({ unit: 'grapheme', maxLength: 20 }), visited: fc.option(fc.constantFrom('MX Movilsur', 'Ö1', '')) });

const field = (bytes: Buffer | null) => [Buffer.from(Int32Array.of(bytes ? bytes.length : -1).buffer).swap32(), bytes ?? Buffer.alloc(0)];
const int8 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};
const rowOf = (fields: ReadonlyArray<Buffer | null>) => Buffer.concat([Buffer.from([0, fields.length]), ...fields.flatMap(field)]);

test('usage that is copied out is read the same however the stream is cut', () => {
  fc.assert(fc.property(fc.array(event, { maxLength: 20 }), fc.integer({ min: 1, max: 300 }), fc.boolean(), (events, size, withPrices) => {
    const priceOf = ({ id, destination }: { id: number; destination: string }) => ({ micros: -id, tariff: `offer\n${destination}\nv1` });
    const rows = events.map(({ id, service, ms, kind, units, destination, visited }) => rowOf([int8(BigInt(id)), int8(BigInt(service + 70)), int8((BigInt(ms) - 946_684_800_000n) * 1000n), Buffer.from(kind), int8(BigInt(units)), Buffer.from(destination), visited === null ? null : Buffer.from(visited), ...(withPrices ? [int8(BigInt(-id)), Buffer.from(priceOf({ id, destination }).tariff)] : [])]));
    const all = Buffer.concat([copyHead, ...rows, copyTail]);
    const reader = usageReader((serviceId) => serviceId - 70, withPrices);
    const found: object[] = [];
    const prices: object[] = [];
    for (let from = 0; from < all.length; from += size) {
      const c = reader.read(all.subarray(from, from + size));
      const { recorded } = reader;
      for (let row = 0; recorded && row < c.count; row += 1) prices.push({ micros: recorded.micros[row], tariff: textOf(c.text, recorded.tariffFrom[row]!, recorded.tariffTo[row]!) });
      for (let row = 0; row < c.count; row += 1) found.push({ id: c.usageId[row], service: c.service[row], ms: c.startMs[row], kind: usageKinds[c.kind[row]!], units: c.units[row], destination: textOf(c.text, c.textFrom[row]!, c.textTo[row]!), visited: c.visited[row]! < 0 ? null : c.networks[c.visited[row]!] });
    }
    expect(found).toEqual(events.map((one) => ({ ...one, destination: Buffer.from(one.destination).toString() })));
    const cleaned = events.map((one) => ({ ...one, destination: Buffer.from(one.destination).toString() }));
    expect(prices).toEqual(withPrices ? cleaned.map((one) => ({ ...priceOf(one), micros: 0 - one.id })) : []);
    expect(reader.ended()).toBe(true);
  }), { numRuns: propertyRuns });
});

test('prices are written as rows of whole numbers of any sign; events without a price are left out', () => {
  const price = fc.record({ id: safe.map(Math.abs), tariff: fc.integer({ min: -2, max: 9 }), zone: fc.integer({ min: -1, max: 9 }), rounded: safe.map(Math.abs), charged: safe.map(Math.abs), micros: safe });
  fc.assert(fc.property(fc.array(price, { maxLength: 20 }), (prices) => {
    const [columns, priced] = [usageColumns(20), pricedColumns(20)];
    columns.count = prices.length;
    prices.forEach(({ id, tariff, zone, rounded, charged, micros }, row) => {
      columns.usageId[row] = id;
      for (const [column, value] of [[priced.tariff, tariff], [priced.zone, zone], [priced.rounded, rounded], [priced.charged, charged], [priced.micros, micros]] as const) column[row] = value;
    });
    const int4 = (value: number) => Buffer.from(Int32Array.of(value).buffer).swap32();
    const expected = prices.filter(({ tariff }) => tariff >= 0).map(({ id, tariff, zone, rounded, charged, micros }) => rowOf([int8(BigInt(id)), int4(tariff), zone < 0 ? null : int4(zone), ...[rounded, charged, micros].map((value) => int8(BigInt(value)))]));
    expect(Buffer.from(pricesAsCopy(columns, priced)).equals(Buffer.concat(expected))).toBe(true);
  }), { numRuns: propertyRuns });
});

test('what is no copy of usage is refused', () => {
  const reader = usageReader(() => 0);
  expect(() => reader.read(Buffer.concat([copyHead, rowOf([int8(1n)])]))).toThrow('This is no copy of usage.');
  expect(() => usageReader(() => undefined).read(Buffer.concat([copyHead, rowOf([int8(1n), int8(9n), int8(0n), Buffer.from('sms'), int8(1n), Buffer.from(''), null])]))).toThrow('The service 9 is not among');
});
