import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../src/contract/customers.ts';
import { CustomerId } from '../../src/contract/ids.ts';
import type { ListedCommand } from '../../src/renderer/app/commands.ts';
import { matchLabel, prefixEdits, ranked, typosAllowed } from '../../src/renderer/app/palette-match.ts';
import { askedFor, type PaletteInput, paletteRows } from '../../src/renderer/app/palette-rows.ts';

const command = (id: string, label: string, scope: ListedCommand['scope'] = 'everywhere', more: Partial<ListedCommand> = {}): ListedCommand => ({ id, label, scope, run: () => undefined, ...more });
const hit = (id: number, name: string, kind: SearchHit['kind'] = 'customer', objectId: number | null = null): SearchHit => ({ customerId: CustomerId.parse(id), number: '1', name, segment: 'private', active: true, city: 'Seattle', state: 'WA', phone: null, email: null, reason: 'Name', kind, objectId });
const commands = [command('a', 'Go to Desk', 'everywhere', { keys: 'G D' }), command('b', 'Compare bills', 'customer', { keys: 'C' }), command('c', 'Sign out'), command('d', 'Secret', 'everywhere', { hidden: true })];
const known = [{ customerId: CustomerId.parse(1), name: 'Elena Marchetti', segment: 'vip' as const, detail: 'Open' }];
const input: PaletteInput = { typed: '', scope: 'Elena Marchetti', commands, known, hits: [], didYouMean: null };
const ids = (more: Partial<PaletteInput>) => paletteRows({ ...input, ...more }).map((row) => row.id);

describe('a label', () => {
  it('matches at its beginning better than at the beginning of a later word', () => {
    expect(matchLabel('comp', 'Compare bills')).toEqual({ score: 4, from: 0, to: 4 });
    expect(matchLabel('bil', 'Compare bills')).toEqual({ score: 3, from: 8, to: 11 });
    expect(matchLabel('ill', 'Compare bills')).toBeNull();
  });
  it('matches all words in any order', () => {
    expect(matchLabel('bills comp', 'Compare bills')?.score).toBe(2);
  });
  it('forgives one typing error, two from seven letters on, none below four', () => {
    expect([3, 4, 6, 7, 12].map(typosAllowed)).toEqual([0, 1, 1, 2, 2]);
    expect(matchLabel('comapre', 'Compare bills')?.score).toBe(1);
    expect(matchLabel('marcheti', 'Elena Marchetti')?.score).toBe(1);
    expect(matchLabel('makcheti', 'Elena Marchetti')?.score).toBe(1);
    expect(matchLabel('cmp', 'Compare bills')).toBeNull();
    expect(matchLabel('xxmpare', 'Compare bills')?.score).toBe(1);
    expect(matchLabel('xxxpare', 'Compare bills')).toBeNull();
  });
  it('counts swapped neighbors as one error', () => {
    expect(prefixEdits('comapre', 'compare', 2)).toBe(1);
    expect(prefixEdits('compare', 'compares', 2)).toBe(0);
  });
  it('ranks better matches first and keeps the order of equal ones', () => {
    expect(ranked(['Open bills', 'Bills', 'Compare bills', 'Bill now'], 'bill', (one) => one).map((one) => one.item)).toEqual(['Bills', 'Bill now', 'Open bills', 'Compare bills']);
  });
});

describe('the palette', () => {
  it('reads its prefixes', () => {
    expect([askedFor('>lock'), askedFor('# 2611'), askedFor('@elena'), askedFor('?'), askedFor(' bill ')]).toEqual([
      { mode: 'actions', text: 'lock' }, { mode: 'bills', text: '2611' }, { mode: 'customers', text: 'elena' }, { mode: 'help', text: '' }, { mode: 'all', text: 'bill' },
    ]);
  });
  it('lists this customer, then anywhere, then customers', () => {
    expect(ids({})).toEqual(['command b', 'command a', 'command c', 'customer 1']);
    expect(ids({ scope: null })).toEqual(['command a', 'command c', 'customer 1']);
  });
  it('leaves hidden commands out and shows only keyed ones as help', () => {
    expect(ids({ typed: '>' })).not.toContain('command d');
    expect(ids({ typed: '?' })).toEqual(['command b', 'command a']);
  });
  it('adds search hits after what is shown without moving it, and each customer once', () => {
    const before = ids({ typed: 'elena' });
    const after = ids({ typed: 'elena', hits: [hit(1, 'Elena Marchetti'), hit(2, 'Elena Ruiz'), hit(1, 'Elena Marchetti', 'bill', 17)] });
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toEqual(['hit customer 2 ', 'hit bill 1 17']);
  });
  it('keeps a locked command listed', () => {
    expect(ids({ typed: 'comp', commands: [command('b', 'Compare bills', 'customer', { locked: () => 'Verify the caller first (V).' })] })).toEqual(['command b']);
  });
  it('shows bills only for # and customers only for @', () => {
    const hits = [hit(2, 'Elena Ruiz'), hit(1, 'Elena Marchetti', 'bill', 17)];
    expect(ids({ typed: '#26', hits })).toEqual(['hit bill 1 17']);
    expect(ids({ typed: '@ruiz', hits })).toEqual(['hit customer 2 ']);
  });
});
