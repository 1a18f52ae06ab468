import { describe, expect, it } from 'vitest';
import { chordOf, type KeyPress, matches, pressed, worksWhileTyping } from '../../src/renderer/app/shortcuts.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });
const bindings = [{ keys: 'Ctrl+K' }, { keys: 'G D' }, { keys: 'G C' }, { keys: 'C' }, { keys: 'V' }, { keys: '?' }, { keys: 'F7' }, { keys: 'Shift+F9' }, { keys: 'F9' }, { keys: 'Alt+1' }, { keys: 'Ctrl+=' }, { keys: 'Ctrl+Shift+Tab' }];
const run = (one: KeyPress, first: string | null = null, typing = false) => pressed(bindings, one, first, typing);

describe('a chord', () => {
  it('matches only with its own modifiers', () => {
    expect(matches(press('k', { ctrlKey: true }), chordOf('Ctrl+K'))).toBe(true);
    expect(matches(press('K', { ctrlKey: true, shiftKey: true }), chordOf('Ctrl+K'))).toBe(false);
    expect(matches(press('k'), chordOf('Ctrl+K'))).toBe(false);
    expect(matches(press('F9', { shiftKey: true }), chordOf('F9'))).toBe(false);
    expect(matches(press('F9', { shiftKey: true }), chordOf('Shift+F9'))).toBe(true);
  });
  it('takes Alt and a digit from the digit row, not from the keypad', () => {
    expect(matches(press('¡', { altKey: true, code: 'Digit1' }), chordOf('Alt+1'))).toBe(true);
    expect(matches(press('1', { altKey: true, code: 'Numpad1' }), chordOf('Alt+1'))).toBe(false);
  });
  it('needs no Shift for a character that Shift makes', () => {
    expect(matches(press('?', { shiftKey: true }), chordOf('?'))).toBe(true);
    expect(matches(press('+', { ctrlKey: true, shiftKey: true }), chordOf('Ctrl+='))).toBe(true);
  });
  it('uses Command on macOS, but Control for switching tabs', () => {
    expect(matches(press('k', { metaKey: true }), chordOf('Ctrl+K'), true)).toBe(true);
    expect(matches(press('k', { ctrlKey: true }), chordOf('Ctrl+K'), true)).toBe(false);
    expect(matches(press('Tab', { ctrlKey: true, shiftKey: true }), chordOf('Ctrl+Shift+Tab'), true)).toBe(true);
  });
});

describe('a press on the desk', () => {
  it('runs a single key only outside text fields', () => {
    expect(run(press('v')).run?.keys).toBe('V');
    expect(run(press('v'), null, true).run).toBeNull();
    expect(run(press('F7'), null, true).run?.keys).toBe('F7');
    expect(run(press('k', { ctrlKey: true }), null, true).run?.keys).toBe('Ctrl+K');
  });
  it('waits after G and then takes the second key for itself', () => {
    expect(run(press('g'))).toEqual({ run: null, waiting: true });
    expect(run(press('c'), 'g').run?.keys).toBe('G C');
    expect(run(press('c')).run?.keys).toBe('C');
    expect(run(press('x'), 'g')).toEqual({ run: null, waiting: false });
  });
  it('lets the binding made last win', () => {
    const inner = { keys: 'V', inner: true };
    expect(pressed([...bindings, inner], press('v'), null, false).run).toBe(inner);
  });
  it('knows which keys work while typing', () => {
    expect(['Ctrl+K', 'Alt+1', 'F7', 'V', 'G D', '?'].map(worksWhileTyping)).toEqual([true, true, true, false, false, false]);
  });
});
