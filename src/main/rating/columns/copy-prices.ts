import type { PricedColumns } from '../domain/columns/rate-columns.ts';
import type { UsageColumns } from '../domain/columns/usage-columns.ts';

/** What a COPY in binary of prices fills, in this order; all but `zone` (an int, null for none) and `tariff` (an int) are bigint. Events without a price are left out. */
export const pricesToCopy = 'usage_id, tariff, zone, rounded, charged, micros';

const FIELDS = 6;
const ROW_BYTES = 2 + FIELDS * 4 + 4 * 8 + 2 * 4;
const TWO_32 = 4_294_967_296;

/** How such a copy begins: the signature, no flags, no extension. */
export const copyHead: Uint8Array = Uint8Array.from([80, 71, 67, 79, 80, 89, 10, 255, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
export const copyTail: Uint8Array = Uint8Array.from([255, 255]);

/** The prices of a batch as rows of a binary COPY, in memory of its own. */
export function pricesAsCopy(events: UsageColumns, priced: PricedColumns): Uint8Array {
  const bytes = new Uint8Array(events.count * ROW_BYTES);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (let row = 0; row < events.count; row += 1) {
    const tariff = priced.tariff[row] as number;
    if (tariff < 0) continue;
    const zone = priced.zone[row] as number;
    view.setInt16(at, FIELDS);
    int8(view, at + 2, events.usageId[row] as number);
    view.setInt32(at + 14, 4);
    view.setInt32(at + 18, tariff);
    view.setInt32(at + 22, zone < 0 ? -1 : 4);
    at += zone < 0 ? 26 : 30;
    if (zone >= 0) view.setInt32(at - 4, zone);
    int8(view, at, priced.rounded[row] as number);
    int8(view, at + 12, priced.charged[row] as number);
    int8(view, at + 24, priced.micros[row] as number);
    at += 36;
  }
  return bytes.subarray(0, at);
}

function int8(view: DataView, at: number, value: number): void {
  const high = Math.floor(value / TWO_32);
  view.setInt32(at, 8);
  view.setInt32(at + 4, high);
  view.setUint32(at + 8, value - high * TWO_32);
}
