import { decimalsOf, formatMinor, type Minor } from '../../contract/money.ts';

const units: Readonly<Record<string, readonly [one: string, many: string, smallOne: string, smallMany: string]>> = {
  USD: ['dollar', 'dollars', 'cent', 'cents'],
  EUR: ['euro', 'euros', 'cent', 'cents'],
  GBP: ['pound', 'pounds', 'penny', 'pence'],
};

function spokenSize(size: number, currency: string): string {
  const names = units[currency];
  if (!names) return formatMinor(size, currency);
  const step = 10 ** decimalsOf(currency);
  const small = size % step;
  const whole = (size - small) / step;
  const [one, many, smallOne, smallMany] = names;
  if (whole === 0 && small > 0) return `${small} ${small === 1 ? smallOne : smallMany}`;
  const main = `${whole} ${whole === 1 ? one : many}`;
  if (small === 0) return main;
  return small < 10 ? `${main} and ${small} ${small === 1 ? smallOne : smallMany}` : `${main} ${small}`;
}

/** An amount as a screen reader should say it: "minus 73 dollars 40" (design.md 14). */
export function spokenMoney(amount: Minor, currency: string): string {
  return `${amount < 0 ? 'minus ' : ''}${spokenSize(Math.abs(amount), currency)}`;
}

/** A change as it is said: "up 150 dollars 60", "no change". */
export function spokenChange(amount: Minor, currency: string): string {
  if (amount === 0) return 'no change';
  return `${amount > 0 ? 'up' : 'down'} ${spokenSize(Math.abs(amount), currency)}`;
}
