import type { UsageEvent } from '../../../src/contract/usage.ts';
import type { ImportProfile } from '../../../src/main/rating/domain/import/import-profile.ts';

export const careline: ImportProfile = { format: 'careline', zone: 'UTC', lineFrom: 'accountcode', seventeenth: 'uniqueid' };
export const asterisk: ImportProfile = { format: 'asterisk', zone: 'America/Los_Angeles', lineFrom: 'accountcode', seventeenth: 'uniqueid' };
export const freeswitch: ImportProfile = { format: 'freeswitch', zone: 'America/Los_Angeles', lineFrom: 'accountcode', seventeenth: 'uniqueid' };

export const header = 'key,line,usage,start,units,destination,visited';

/** A row as Asterisk's cdr_csv writes it: texts and times quoted, numbers bare, a call without answer without quotes. */
export function asteriskLine(over: Partial<Record<'accountcode' | 'src' | 'dst' | 'channel' | 'start' | 'answer' | 'end' | 'disposition', string>> & { duration?: number; billsec?: number; tail?: readonly string[] } = {}): string {
  const call = {
    accountcode: '4155550101', src: '4155550101', dst: '0115255512345678', channel: 'PJSIP/101-0000002a',
    start: '2026-10-05 18:04:11', answer: '2026-10-05 18:04:19', end: '2026-10-05 18:14:40', duration: 629, billsec: 621,
    disposition: 'ANSWERED', tail: ['1791248651.42', ''], ...over,
  };
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const answer = call.answer === '' ? '' : quoted(call.answer);
  return [
    quoted(call.accountcode), quoted(call.src), quoted(call.dst), quoted('from-internal'), quoted(`"Elena Marchetti" <${call.src}>`),
    quoted(call.channel), quoted('PJSIP/trunk-0000002b'), quoted('Dial'), quoted('PJSIP/5255512345678@trunk,60,tT'),
    quoted(call.start), answer, quoted(call.end), call.duration, call.billsec, quoted(call.disposition), quoted('DOCUMENTATION'),
    ...call.tail.map(quoted),
  ].join(',');
}

/** A row as the template "example" of FreeSWITCH's default configuration writes it. */
export function freeswitchLine(over: Partial<Record<'name' | 'number' | 'destination' | 'start' | 'answer' | 'end' | 'duration' | 'billsec' | 'cause' | 'uuid' | 'accountcode', string>> = {}): string {
  const call = {
    name: 'Elena Marchetti', number: '+14155550101', destination: '0034688886392', start: '2026-10-05 18:04:11', answer: '2026-10-05 18:04:19',
    end: '2026-10-05 18:14:40', duration: '629', billsec: '621', cause: 'NORMAL_CLEARING', uuid: 'a5c9f6c0-e752-11e3-8bfb-65b6c3cdac7d', accountcode: '14155550101', ...over,
  };
  const fields = [call.name, call.number, call.destination, 'public', call.start, call.answer, call.end, call.duration, call.billsec, call.cause, call.uuid, '', call.accountcode, 'PCMU', 'PCMU'];
  return fields.map((field) => `"${field}"`).join(',');
}

/** Writes events as Careline's own file. */
export function carelineText(events: readonly UsageEvent[], delimiter: ',' | ';' | '\t' = ',', lineEnd = '\n'): string {
  const cell = (value: string) => (/["',;\t ]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const rows = events.map((event) => [event.key, event.line, event.usage, event.start, String(event.units), event.destination, event.visited ?? ''].map(cell).join(delimiter));
  return [header.replaceAll(',', delimiter), ...rows, ''].join(lineEnd);
}
