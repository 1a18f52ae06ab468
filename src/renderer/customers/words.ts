import { type Day, formatDay, monthName } from '../../contract/dates.ts';
import type { CheckKind, Related, Segment, ServiceRow } from '../../contract/customers.ts';

/** What a segment is called on screens. */
export const segmentLabels: Readonly<Record<Segment, string>> = { private: 'Residential', corporate: 'Business', vip: 'VIP' };

/** What a related party is to the customer. */
export const relatedLabels: Readonly<Record<Related['role'], string>> = { payer: 'Pays this account', child: 'Paid by this account', household: 'Same household' };

export const serviceStatusLabels: Readonly<Record<ServiceRow['status'], string>> = { active: 'Active', suspended: 'Suspended', terminated: 'Terminated' };

/** The checks of a caller as the verification card names them (design.md 4). */
export const checkLabels: Readonly<Record<CheckKind, string>> = {
  number: 'Calls from a number on file', pin: 'Account PIN', lastPayment: 'Last payment amount', birthDate: 'Date of birth', customerNumber: 'Customer number',
};

/** The same inside a sentence: "Verified by number on file, account PIN." */
export const checkWords: Readonly<Record<CheckKind, string>> = { number: 'number on file', pin: 'account PIN', lastPayment: 'last payment amount', birthDate: 'date of birth', customerNumber: 'customer number' };

/** "Number on file, account PIN": the start of a line in upper case. */
export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** "1048 2291": eight digits are read in two groups, every other number as it is. */
export function accountText(number: string): string {
  return /^\d{8}$/.test(number) ? `${number.slice(0, 4)} ${number.slice(4)}` : number;
}

/** "March 2017". */
export function monthYear(day: Day): string {
  return `${monthName(day)} ${day.slice(0, 4)}`;
}

/** "Nov", the month of a bill under its bar; with the year where it is January or the first bar. */
export function shortMonth(day: Day): string {
  return monthName(day).slice(0, 3);
}

/** "1 day", "23 days". */
export function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

/** "5 Oct – 4 Nov 2026", "since 5 Oct": a product that has no end yet. */
export function heldText(from: Day, to: Day | null, today: Day): string {
  return to === null ? `since ${formatDay(from, today)}` : `${formatDay(from, today)} – ${formatDay(to, today)}`;
}
