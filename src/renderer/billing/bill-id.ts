import type { BillId } from '../../contract/ids.ts';

/** The bill a place names; null where it names none. Whether there is such a bill, and whose, the data process knows. */
export function billIdIn(text: string | number | undefined): BillId | null {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? (id as BillId) : null;
}
