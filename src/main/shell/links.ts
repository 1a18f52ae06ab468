import type { ShellEvent } from '../../contract/shell.ts';

/**
 * What a careline:// link asks to show, or null for anything that is not exactly one of ours (architecture.md 10.19). A
 * link opens a screen and never acts.
 */
export function linkEvent(link: string): ShellEvent | null {
  if (link.length > 500 || !/^careline:\/\/[\x21-\x7e]+$/.test(link)) return null;
  const place = /^careline:\/\/(customer|bill)\/(\d{1,18}(?:-\d{1,12})?)\/?$/.exec(link);
  if (place) return { kind: 'open', what: place[1] === 'bill' ? 'bill' : 'customer', number: place[2] ?? '' };
  if (!/^careline:\/\/call\/?\?/.test(link)) return null;
  const asked = new URLSearchParams(link.slice(link.indexOf('?') + 1));
  const from = (asked.get('from') ?? '').trim();
  const id = asked.get('id') ?? '';
  const to = asked.get('to') ?? '';
  if (!/^\+?[\d ().-]{3,30}$/.test(from) || !/^[\w.:@-]{1,80}$/.test(id) || !/^[\w .:@-]{0,60}$/.test(to)) return null;
  return { kind: 'call', from, id, to };
}

/** The link among the arguments of a start, if there is one. */
export function linkIn(args: ReadonlyArray<string>): string | null {
  return args.find((arg) => arg.startsWith('careline://')) ?? null;
}
