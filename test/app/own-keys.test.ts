import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { captured, conflictOf } from '../../src/renderer/app/key-capture.ts';
import { chosenKey, keptKeys, keyOf, readKeys, setOwnKey, standardKeys, takenBy, useOwnKeys } from '../../src/renderer/app/own-keys.ts';
import { type KeyPress, pressed } from '../../src/renderer/app/shortcuts.ts';
import { singleKeyIds, singleKeyOf } from '../../src/renderer/app/single-keys.ts';

const press = (key: string, more: Partial<KeyPress & { readonly altGraph: boolean }> = {}) => ({ key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, altGraph: false, ...more });
afterEach(() => useOwnKeys.setState(standardKeys));

describe('the keys commands come with', () => {
  it('never mean two things at once', () => {
    expect(singleKeyIds.filter((id) => takenBy(id, singleKeyOf(id).keys, standardKeys))).toEqual([]);
  });
  it('are all keys that could be chosen by hand', () => {
    const press2 = (keys: string) => {
      const [first = '', second] = keys.split(' ');
      return second === undefined ? captured(press(first.replace('Shift+', ''), { shiftKey: first.startsWith('Shift+') }), false) : captured(press(second), true);
    };
    expect(singleKeyIds.map((id) => press2(singleKeyOf(id).keys))).toEqual(singleKeyIds.map((id) => ({ kind: 'key', key: singleKeyOf(id).keys })));
  });
});

describe('a person\'s keys', () => {
  it('are another one, none, or the one it comes with', () => {
    setOwnKey('bills.compare', 'K');
    setOwnKey('customer.verify', null);
    const own = useOwnKeys.getState();
    expect([keyOf('bills.compare', own), keyOf('customer.verify', own), keyOf('customer.notes', own)]).toEqual(['K', undefined, 'N']);
    setOwnKey('bills.compare', undefined);
    setOwnKey('customer.verify', 'V');
    expect(useOwnKeys.getState().keys).toEqual({});
  });
  it('are all silent where they are off, and come back as they were', () => {
    setOwnKey('bills.compare', 'K');
    const own = useOwnKeys.getState();
    expect(singleKeyIds.filter((id) => keyOf(id, { ...own, on: false }) !== undefined)).toEqual([]);
    expect(keyOf('bills.compare', { ...own, on: true })).toBe('K');
  });
  it('cannot be a key that another command has where both are there', () => {
    expect(conflictOf('bills.compare', 'V', standardKeys)).toBe('V is the key of “Verify the caller”. Give that another key first, or turn it off.');
    expect(conflictOf('list.filter', 'C', standardKeys)).toContain('“Compare bills”');
    expect(conflictOf('go.desk', 'G C', standardKeys)).toBe('G then C is the key of “Go to Customers”. Give that another key first, or turn it off.');
    expect(conflictOf('keys.show.mark', 'Y', standardKeys)).toContain('Copy the explanation');
  });
  it('can be one that is free, was turned off, or acts on another screen', () => {
    expect([conflictOf('bills.compare', 'K', standardKeys), conflictOf('bills.compare', 'V', { keys: { 'customer.verify': null } }), conflictOf('list.filter', 'Y', standardKeys), conflictOf('bills.compare', 'C', standardKeys)]).toEqual([null, null, null, null]);
  });
  it('cannot be taken by giving a command its own key back', () => {
    expect(takenBy('bills.compare', 'C', { keys: { 'bills.compare': 'K', 'customer.verify': 'C' } })).toBe('customer.verify');
  });
});

describe('a press while a new key is asked for', () => {
  it('is a letter, a digit or a sign, with Shift only for letters', () => {
    expect(['a', '7', '+', 'é', 'ß'].map((key) => captured(press(key), false))).toEqual(['A', '7', '=', 'É', 'ß'].map((key) => ({ kind: 'key', key })));
    expect([captured(press('Q', { shiftKey: true }), false), captured(press('?', { shiftKey: true }), false)]).toEqual([{ kind: 'key', key: 'Shift+Q' }, { kind: 'key', key: '?' }]);
  });
  it('begins two keys with G', () => {
    expect([captured(press('g'), false), captured(press('x'), true), captured(press('G', { shiftKey: true }), false)]).toEqual([{ kind: 'first' }, { kind: 'key', key: 'G X' }, { kind: 'key', key: 'Shift+G' }]);
  });
  it('is refused with a sentence, or waited past', () => {
    expect([press('k', { ctrlKey: true }), press('k', { altKey: true }), press('@', { altGraph: true }), press('F4'), press(' '), press('Enter')].map((one) => captured(one, false).kind)).toEqual(Array.from({ length: 6 }, () => 'refused'));
    expect(captured(press('Shift', { shiftKey: true }), false)).toEqual({ kind: 'nothing' });
  });
  it('makes keys that work: what is pressed to choose a key is what runs the command', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), fc.boolean(), (key, shiftKey) => {
      const made = press(key, { shiftKey });
      const read = captured(made, false);
      fc.pre(read.kind === 'key');
      const given = { keys: read.kind === 'key' ? read.key : '' };
      expect(pressed([given], made, null, false).run).toBe(given);
    }));
  });
});

describe('keys as they are kept', () => {
  it('come back the same', () => {
    setOwnKey('bills.compare', 'K');
    setOwnKey('go.desk', 'G X');
    setOwnKey('customer.notes', null);
    useOwnKeys.setState({ on: false });
    expect(readKeys(keptKeys(useOwnKeys.getState()))).toEqual(useOwnKeys.getState());
  });
  it('that are not understood are as they come', () => {
    expect([null, '', 'no', '[]', '{"on":"x","keys":7}', '{"keys":{"gone":"K","bills.compare":"Ctrl+K","customer.verify":3,"customer.notes":"k"}}'].map(readKeys)).toEqual(Array.from({ length: 6 }, () => standardKeys));
  });
  it('let go of one that another command has', () => {
    const read = readKeys(JSON.stringify({ keys: { 'bills.compare': 'V', 'customer.notes': 'K' } }));
    expect([chosenKey('bills.compare', read), chosenKey('customer.verify', read), chosenKey('customer.notes', read)]).toEqual([undefined, 'V', 'K']);
  });
});
