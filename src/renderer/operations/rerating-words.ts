import type { ImportRun } from '../../contract/operations.ts';
import type { RerateChoice, RerateTariff, ReratingOrder, ReratingProgress, ReratingTotals } from '../../contract/rerating.ts';
import { addDays, formatDay } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import type { Tone } from '../ui/tone.ts';

export const stateLabels: Readonly<Record<ReratingOrder['state'], string>> = { asked: 'Being worked out', shown: 'Ready to post', ordered: 'Being posted', posted: 'Posted', failed: 'Failed', cancelled: 'Cancelled' };
export const stateTones: Readonly<Record<ReratingOrder['state'], Tone>> = { asked: 'info', shown: 'warn', ordered: 'info', posted: 'pos', failed: 'neg', cancelled: 'neutral' };

/** How far a re-rating is: "120 of 1,204 accounts". */
export function progressWords({ done, accounts }: Pick<ReratingProgress, 'done' | 'accounts'>): string {
  return `${done.toLocaleString('en-US')} of ${accounts.toLocaleString('en-US')} account${accounts === 1 ? '' : 's'}`;
}

/** What became of a re-rating that was cancelled: whether it was stopped before anything was posted. */
export function cancelledWords({ cancelledBy, progress, reratingId }: Pick<ReratingOrder, 'cancelledBy' | 'progress' | 'reratingId'>): string {
  const by = `Cancelled by ${cancelledBy ?? ''}`;
  if (reratingId === null || !progress) return `${by}. Nothing was posted.`;
  return `${by} after ${progressWords(progress)} were posted as re-rating ${reratingId}. Ask again to see what is left.`;
}

/** The form as it is typed; an empty field chooses all. */
export type RerateForm = { readonly tariff: string; readonly version: string; readonly from: string; readonly until: string; readonly lines: string; readonly importId: string };
export const emptyForm: RerateForm = { tariff: '', version: '', from: '', until: '', lines: '', importId: '' };

/** A charge of an offer as one value of a list. */
export const tariffKey = ({ offer, charge }: Pick<RerateTariff, 'offer' | 'charge'>) => JSON.stringify([offer, charge]);

/** What is wrong with the form as a whole, said as its cure; null where it can be asked. */
export function formProblem(form: RerateForm): string | null {
  if (Object.values(form).every((value) => value.trim() === '')) return 'Choose what is rated anew first.';
  return form.from && form.until && form.from > form.until ? 'The first day must not be after the last.' : null;
}

/** The form as the call takes it: days up to and with the last one, line numbers as digits. */
export function choiceOf({ tariff, version, from, until, lines, importId }: RerateForm): RerateChoice {
  const [offer, charge] = tariff ? (JSON.parse(tariff) as [string, string]) : [];
  const numbers = lines.split(/[,;\s]+/).map((line) => line.replace(/^\+/, '')).filter(Boolean);
  return { ...(offer ? { offer } : {}), ...(charge ? { charge } : {}), ...(version ? { version } : {}), ...(from ? { from } : {}), ...(until ? { to: addDays(until, 1) } : {}), ...(numbers.length > 0 ? { lines: numbers } : {}), ...(importId ? { importId: Number(importId) } : {}) };
}

/** What was chosen, in words: "Roaming data, Mexico, version v2, 1 Oct 2026 to 31 Oct 2026". */
export function choiceWords({ offer, charge, version, from, to, serviceIds, importId }: ReratingOrder['selection'], tariffs: ReadonlyArray<RerateTariff>, files: ReadonlyArray<Pick<ImportRun, 'id' | 'file'>>): string {
  const known = tariffs.find((one) => one.offer === offer && one.charge === charge);
  const last = to && formatDay(addDays(to, -1));
  const days = from && last ? `${formatDay(from)} to ${last}` : from ? `from ${formatDay(from)} on` : last ? `until ${last}` : null;
  const parts = [known ? `${known.label}, ${known.offerLabel}` : [offer, charge].filter(Boolean).join(' '), version && `version ${version}`, days, serviceIds && `${serviceIds.length} ${serviceIds.length === 1 ? 'service' : 'services'}`, importId && (files.find(({ id }) => id === importId)?.file ?? `file ${importId}`)];
  return parts.filter(Boolean).join(', ');
}

/** What it comes to in each currency: "−$17.04 and 120 JPY". */
export function sumWords({ total, currency, others = [] }: Pick<ReratingTotals, 'total' | 'currency' | 'others'>): string {
  return [{ total, currency }, ...others].map((sum) => formatMinor(sum.total, sum.currency)).join(' and ');
}

/** What posting comes to, as its button says it: "Give back $17.04", of several currencies "Post −$17.04 and 120 JPY". */
export function postWords(totals: Pick<ReratingTotals, 'total' | 'currency' | 'others'>): string {
  if (totals.others?.length) return `Post ${sumWords(totals)}`;
  return `${totals.total < 0 ? 'Give back' : 'Charge'} ${formatMinor(Math.abs(totals.total), totals.currency)}`;
}
