/** "1,234.56", "+$150.59", "−10.00" or "≈ $223.89" as cents; undefined where there is no amount in the text. */
export function centsIn(text: string): number | undefined {
  const found = /([−-]?)[+]?\s*\$?(\d{1,3}(?:,\d{3})*|\d+)\.(\d{2})(?!\d)/.exec(text);
  if (!found) return undefined;
  const cents = Number(`${found[2]?.replaceAll(',', '')}${found[3]}`);
  return found[1] ? -cents : cents;
}

/** The amount in a text; a text without one fails the journey with its words. */
export function cents(text: string): number {
  const found = centsIn(text);
  if (found === undefined) throw new Error(`there is no amount in "${text}"`);
  return found;
}

/** "150.59" of 15059, for messages. */
export function shown(amount: number): string {
  return `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;
}

/** The sum of some amounts. */
export function sumOf(amounts: ReadonlyArray<number>): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
