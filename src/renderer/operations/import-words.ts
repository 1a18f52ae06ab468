import type { ImportProfile, ImportRun, Recycled } from '../../contract/operations.ts';
import type { ImportResult, SuspenseReason } from '../../contract/usage.ts';

export const formatLabels: Readonly<Record<ImportProfile['format'], string>> = { careline: 'Careline usage file', asterisk: 'Asterisk call records', freeswitch: 'FreeSWITCH call records' };
export const lineFromLabels: Readonly<Record<ImportProfile['lineFrom'], string>> = { accountcode: 'Account code', src: 'Calling number', userfield: 'User field' };
export const seventeenthLabels: Readonly<Record<ImportProfile['seventeenth'], string>> = { uniqueid: 'Unique id of the call', userfield: 'User field' };
export const reasonLabels: Readonly<Record<SuspenseReason, string>> = { unknownService: 'Unknown service', inactiveService: 'Service was not active', ambiguousTime: 'Time in the doubled hour', noPrice: 'No price for it' };
export const reasonCures: Readonly<Record<SuspenseReason, string>> = {
  unknownService: 'No service has this line. Add the service or correct its line, then try again.',
  inactiveService: 'The service was not active at that time. Correct its dates, then try again.',
  ambiguousTime: 'The hour came twice when the clocks went back, and the row does not say which one it was.',
  noPrice: 'The catalog has no price for this use on that day. Add one, then try again.',
};

/** A format of an import as it is shown; one that is not known keeps its own name. */
export function formatName(format: string): string {
  return format in formatLabels ? formatLabels[format as ImportProfile['format']].replace(/ (usage file|call records)$/, '') : format;
}

const count = (value: number, one: string, many: string) => `${value.toLocaleString('en-US')} ${value === 1 ? one : many}`;

/** What an import did in one sentence: "15,011 of 18,244 rows accepted, 19 in suspense, 2 rejected". */
export function resultSentence(result: ImportResult): string {
  if (result.repeated) return 'This file was imported before: nothing changed.';
  const parts = [`${result.accepted.toLocaleString('en-US')} of ${count(result.rows, 'row', 'rows')} accepted`];
  if (result.suspended > 0) parts.push(`${result.suspended.toLocaleString('en-US')} in suspense`);
  if (result.rejected.length > 0) parts.push(`${result.rejected.length.toLocaleString('en-US')} rejected`);
  return `${parts.join(', ')}.`;
}

/** Every row is in exactly one count; what is left over would be a fault of the import and is said. */
export function uncounted(result: Pick<ImportResult, 'rows' | 'accepted' | 'duplicates' | 'unanswered' | 'suspended' | 'rejected'> | ImportRun): number {
  const rejected = typeof result.rejected === 'number' ? result.rejected : result.rejected.length;
  return result.rows - result.accepted - result.duplicates - result.unanswered - result.suspended - rejected;
}

/** "7 accepted, 2 of them for periods that are billed: they stand on the next bill. 412 still in suspense." */
export function retrySentence({ accepted, late, known, left }: Recycled): string {
  const rest = left === 0 ? 'nothing left in suspense' : `${left.toLocaleString('en-US')} still in suspense`;
  if (accepted + known === 0) return left === 0 ? 'Nothing is in suspense.' : `Nothing new could be used. ${left.toLocaleString('en-US')} still in suspense.`;
  const parts = [...(accepted > 0 ? [`${accepted.toLocaleString('en-US')} accepted`] : []), ...(known > 0 ? [`${known.toLocaleString('en-US')} known already`] : [])].join(', ');
  if (late === 0) return `${parts}, ${rest}.`;
  return `${parts}. ${late.toLocaleString('en-US')} came after ${late === 1 ? 'its period was billed and stands' : 'their periods were billed and stand'} on the next bill. ${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}.`;
}
