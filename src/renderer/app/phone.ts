/** A number as people write it: "(206) 555-0142" for North America, else digits in groups behind the country code. */
export function formatPhone(number: string): string {
  const digits = number.replace(/[^\d+]/g, '');
  const american = /^\+?1?(\d{3})(\d{3})(\d{4})$/.exec(digits);
  if (american && (digits.startsWith('+1') || !digits.startsWith('+'))) return `(${american[1]}) ${american[2]}-${american[3]}`;
  const foreign = /^\+(\d{1,3})(\d{4,12})$/.exec(digits);
  if (!foreign) return number || 'No number';
  const [, country = '', rest = ''] = foreign;
  return `+${country} ${rest.replace(/(\d{3})(?=\d{2,})/g, '$1 ').trim()}`;
}
