import type { BillNowPreview, LineView } from '../../contract/billing.ts';
import type { Minor } from '../../contract/money.ts';

/** A line that is not what it was in the preview before; null stands for not there. */
export type LineChange = { readonly label: string; readonly before: Minor | null; readonly after: Minor | null };
export type PreviewChange = { readonly totalBefore: Minor; readonly totalAfter: Minor; readonly lines: ReadonlyArray<LineChange> };

/** By service, charge and version: a usage line that got another event keeps its name though its days changed. */
const keyOf = (line: LineView) => [line.serviceId, line.charge, line.version].join(' ');

function sums(lines: ReadonlyArray<LineView>): ReadonlyMap<string, { readonly label: string; readonly amount: Minor }> {
  const found = new Map<string, { readonly label: string; readonly amount: Minor }>();
  for (const line of lines) found.set(keyOf(line), { label: line.label, amount: (found.get(keyOf(line))?.amount ?? 0) + line.amount + line.tax });
  return found;
}

/** What moved between the preview that was shown and the one that holds now, line by line with tax. */
export function previewChange(before: BillNowPreview, after: BillNowPreview): PreviewChange {
  const was = sums(before.bill.lines);
  const is = sums(after.bill.lines);
  const lines = [...new Set([...was.keys(), ...is.keys()])].flatMap((one): LineChange[] => {
    const [a, b] = [was.get(one), is.get(one)];
    return a?.amount === b?.amount ? [] : [{ label: b?.label ?? a?.label ?? '', before: a?.amount ?? null, after: b?.amount ?? null }];
  });
  return { totalBefore: before.bill.total, totalAfter: after.bill.total, lines };
}
