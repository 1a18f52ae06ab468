import { describe, expect, it } from 'vitest';
import { dueText, momentText, timerText } from '../../src/renderer/ui/moments.ts';
import { spokenChange, spokenMoney } from '../../src/renderer/ui/spoken-money.ts';
import { formatCustomerNumber } from '../../src/renderer/app/customer-number.ts';
import { formatPhone } from '../../src/renderer/app/phone.ts';

describe('an amount read aloud', () => {
  it('says minus, dollars and cents', () => {
    expect(spokenMoney(-7340, 'USD')).toBe('minus 73 dollars 40');
    expect(spokenMoney(42734, 'USD')).toBe('427 dollars 34');
    expect(spokenMoney(0, 'USD')).toBe('0 dollars');
    expect(spokenMoney(100, 'USD')).toBe('1 dollar');
    expect(spokenMoney(7305, 'USD')).toBe('73 dollars and 5 cents');
    expect(spokenMoney(1, 'USD')).toBe('1 cent');
  });
  it('says up and down for changes', () => {
    expect(spokenChange(15060, 'USD')).toBe('up 150 dollars 60');
    expect(spokenChange(-15060, 'EUR')).toBe('down 150 euros 60');
    expect(spokenChange(0, 'USD')).toBe('no change');
  });
  it('writes a currency without a spoken name', () => {
    expect(spokenMoney(-500, 'JPY')).toBe('minus 500 JPY');
  });
});

describe('a moment', () => {
  const now = Date.parse('2026-11-18T18:42:00Z');
  const zone = 'America/Los_Angeles';
  it('is a time today and a day otherwise', () => {
    expect(momentText('2026-11-18T18:30:00Z', zone, '2026-11-18')).toBe('10:30');
    expect(momentText('2026-11-18T07:30:00Z', zone, '2026-11-18')).toBe('17 Nov');
  });
  it('is said relative while it is near', () => {
    expect(dueText('2026-11-18T18:30:00Z', now, zone)).toBe('12 min late');
    expect(dueText('2026-11-18T19:00:00Z', now, zone)).toBe('In 18 min');
    expect(dueText('2026-11-18T21:22:00Z', now, zone)).toBe('In 2 h 40 min');
    expect(dueText('2026-11-19T21:22:00Z', now, zone)).toBe('Tomorrow');
    expect(dueText('2026-11-16T21:22:00Z', now, zone)).toBe('2 days late');
    expect(dueText('2026-11-25T21:22:00Z', now, zone)).toBe('25 Nov');
  });
  it('of a call is minutes and seconds, then hours', () => {
    expect([0, 47, 206, 3599, 3600, 36_061].map(timerText)).toEqual(['00:00', '00:47', '03:26', '59:59', '1:00:00', '10:01:01']);
  });
});

describe('a number', () => {
  it('of a customer is read in two groups', () => {
    expect(['10482291', '123', 'C-9'].map(formatCustomerNumber)).toEqual(['1048 2291', '123', 'C-9']);
  });
  it('is written as in North America where it is from there', () => {
    expect(['+12065550142', '2065550142', '(206) 555-0142', '12065550142'].map(formatPhone)).toEqual(Array(4).fill('(206) 555-0142'));
  });
  it('keeps the country code elsewhere, and whatever cannot be read', () => {
    expect(formatPhone('+46701234567')).toMatch(/^\+46/);
    expect(formatPhone('anonymous')).toBe('anonymous');
    expect(formatPhone('')).toBe('No number');
  });
});
