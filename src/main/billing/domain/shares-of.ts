/**
 * Whole parts of a total by exact fractions of one denominator: each is cut down, then one unit each goes to the largest
 * remainders, ties to the earlier, until the parts sum to the total (product.md 9.5). Charges and credits may be mixed, even
 * to a sum of zero, so remainders are taken against each part's own fraction and not against the sum.
 */
export function sharesOf(numerators: ReadonlyArray<bigint>, denominator: bigint, total: number): number[] {
  const cut = numerators.map((numerator, index) => {
    const rest = ((numerator % denominator) + denominator) % denominator;
    return { index, rest, whole: Number((numerator - rest) / denominator) };
  });
  const parts = cut.map(({ whole }) => whole);
  const byRest = [...cut].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1)).map(({ index }) => index);
  let left = total - parts.reduce((a, b) => a + b, 0);
  for (let at = 0; left > 0 && byRest.length > 0; at += 1, left -= 1) parts[byRest[at % byRest.length] ?? 0] = (parts[byRest[at % byRest.length] ?? 0] ?? 0) + 1;
  for (let at = byRest.length - 1; left < 0 && at >= 0; at -= 1, left += 1) parts[byRest[at] ?? 0] = (parts[byRest[at] ?? 0] ?? 0) - 1;
  return parts;
}
