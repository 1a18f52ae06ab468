import type { CheckKind } from '../../contract/customers.ts';
import { formatMinor, parseMinor } from '../../contract/money.ts';

/** What the agent types for a check: how long, what for. */
export const answerHints: Readonly<Record<Exclude<CheckKind, 'number'>, string>> = { pin: '4 digits', lastPayment: 'Amount', birthDate: 'YYYY-MM-DD', customerNumber: 'Number' };

export type TypedAnswer = { readonly ok: true; readonly answer: string } | { readonly ok: false; readonly sentence: string };

function isDay(text: string): boolean {
  const moment = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

/**
 * What the agent typed, in the one form the check compares; a slip of the keyboard is said here and costs no try.
 * Amounts become "120.00" in the account's currency.
 */
export function readAnswer(kind: Exclude<CheckKind, 'number'>, typed: string, currency: string): TypedAnswer {
  const text = typed.trim();
  if (kind === 'pin') return /^\d{4,8}$/.test(text) ? { ok: true, answer: text } : { ok: false, sentence: 'Type the digits of the PIN.' };
  if (kind === 'birthDate') return isDay(text) ? { ok: true, answer: text } : { ok: false, sentence: 'Type the date as 1984-03-12.' };
  if (kind === 'customerNumber') return /\d/.test(text) ? { ok: true, answer: text } : { ok: false, sentence: 'Type the customer or account number.' };
  const amount = parseMinor(text, currency);
  return amount === undefined || amount < 0 ? { ok: false, sentence: `Type the amount as ${formatMinor(12_000, currency, { bare: true })}.` } : { ok: true, answer: formatMinor(amount, currency, { bare: true }).replaceAll(',', '') };
}
