import { formatMinor } from '../../contract/money.ts';

/** "billId" as "bill id". */
function spaced(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();
}

function words(value: unknown, key: string, currency: string): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') return /amount|total|minor/i.test(key) && Number.isSafeInteger(value) ? formatMinor(value, currency) : String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return typeof value === 'string' ? value : '';
  if (Array.isArray(value)) return value.map((one) => words(one, key, currency)).join('; ');
  return Object.entries(value).map(([name, one]) => `${spaced(name)} ${words(one, name, currency)}`).join(', ');
}

/** The details of an audit entry in words: '{"amount": 7493, "origin": "manual"}' is "amount $74.93, origin manual". Text that is no JSON stays. */
export function auditDetails(details: string, currency: string): string {
  try {
    return words(JSON.parse(details), '', currency);
  } catch {
    return details;
  }
}
