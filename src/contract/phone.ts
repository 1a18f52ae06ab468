/** A line as people write it: digits of a North American number as "(206) 555-0142", other digits with a plus, names as they are. */
export function shownLine(reference: string): string {
  if (/^1\d{10}$/.test(reference)) return `(${reference.slice(1, 4)}) ${reference.slice(4, 7)}-${reference.slice(7)}`;
  return /^\d{7,15}$/.test(reference) ? `+${reference}` : reference;
}
