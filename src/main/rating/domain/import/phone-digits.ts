/**
 * Numbers as exchanges write them, as E.164 digits without plus. A small rule instead of a full numbering plan: what a
 * number belongs to is decided by the service it is found at and by the zone of its longest prefix.
 */

const punctuation = /[\s().\-/\u00A0]/g;

/**
 * The digits of a dialled or calling number. '+', '00' and, in country 1, '011' mark an international number; ten
 * digits are national (in country 1 they begin with 2 to 9, and 1 may stand before them), and so are the digits after a
 * trunk 0 elsewhere. The rest (extensions, short numbers, names such as "s", feature codes) is kept as it is.
 */
export function phoneDigits(text: string, countryPrefix = '1'): string {
  const raw = text.trim();
  const digits = raw.replace(punctuation, '');
  if (digits.startsWith('+')) return international(digits.slice(1)) ?? raw;
  if (!/^\d+$/.test(digits)) return raw;
  if (digits.startsWith('00')) return international(digits.slice(2)) ?? digits;
  if (countryPrefix === '1') {
    if (digits.startsWith('011')) return international(digits.slice(3)) ?? digits;
    return /^[2-9]\d{9}$/.test(digits) ? `1${digits}` : digits;
  }
  if (digits.startsWith('0') && digits.length > 6) return `${countryPrefix}${digits.slice(1)}`;
  return digits.length === 10 && !digits.startsWith('0') ? `${countryPrefix}${digits}` : digits;
}

/** Digits of an international number, or undefined where there are too few or too many for E.164. */
function international(digits: string): string | undefined {
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
