import type { CarriedWrong } from '../billing/carried-allowances.ts';

/** "bill 2611-00001 to 2612-00001: allowance minutes of 12065550111, what 2026-10-01 left: carried 60, brought 61", for the terminal. */
export function carriedLine({ bill, nextBill, allowance, store, service, carried, brought }: CarriedWrong): string {
  return `bill ${bill ?? '(none)'} to ${nextBill ?? '(none)'}: allowance ${allowance}${service === null ? '' : ` of ${service}`}, ${store}: carried ${carried ?? 'nothing'}, brought ${brought ?? 'nothing'}`;
}
