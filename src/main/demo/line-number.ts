const LINES_OF_AN_EXCHANGE = 9000;
const LINES_OF_A_CUSTOMER = 3;

/**
 * The lines of generated customers: exchange 555 above the hundred that named customers use, then exchanges that begin
 * with 0 or 1, which no telephone network gives to anybody.
 */
export function lineNumber(area: string, index: number, which: number): string {
  const place = index * LINES_OF_A_CUSTOMER + which;
  const block = Math.floor(place / LINES_OF_AN_EXCHANGE);
  const exchange = block === 0 ? '555' : String((block - 1) % 200).padStart(3, '0');
  return `1${area}${exchange}${1000 + (place % LINES_OF_AN_EXCHANGE)}`;
}
