import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useCommands } from '../../src/renderer/app/commands.ts';
import { CommandPalette } from '../../src/renderer/app/CommandPalette.tsx';
import { KeySheet } from '../../src/renderer/app/KeySheet.tsx';
import { openPalette, useOverlays } from '../../src/renderer/app/overlays.ts';
import { OwnKeysCard } from '../../src/renderer/app/OwnKeysCard.tsx';
import { standardKeys, useOwnKeys } from '../../src/renderer/app/own-keys.ts';
import { useOwnKeysOf } from '../../src/renderer/app/use-own-keys.ts';
import { useShortcuts } from '../../src/renderer/app/use-shortcuts.ts';
import { IdentityBand } from '../../src/renderer/customers/IdentityBand.tsx';
import { LockedPart } from '../../src/renderer/customers/LockedPart.tsx';
import { forgetDrafts } from '../../src/renderer/platform/draft-keeper.ts';
import { type FakeLine, overviewWith, show } from '../customers/workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

const compare = vi.fn<() => void>();
function Desk() {
  useShortcuts();
  useCommands(() => [{ id: 'bills.compare', label: 'Compare bills', scope: 'everywhere', run: compare }], []);
  return (
    <>
      <OwnKeysCard />
      <section aria-label="Sheet"><KeySheet /></section>
      <IdentityBand overview={overviewWith()} locked={null} onCompare={compare} onBills={() => undefined} />
      <LockedPart onVerify={() => undefined}>Payments wait.</LockedPart>
      <CommandPalette />
    </>
  );
}
const change = (label: string) => screen.getByRole('button', { name: `Change the key: ${label}` });
const asked = (label: string) => screen.getByRole('button', { name: `New key: ${label}` });
const press = (place: Element | Window, key: string, more: object = {}) => fireEvent.keyDown(place, { key, ...more });
const caps = (place: HTMLElement) => [...place.querySelectorAll('kbd')].map((one) => one.textContent).join(' ');
const sheetRow = () => within(screen.getByRole('region', { name: 'Sheet' })).queryByText('Compare bills')?.closest('li');
const bandButton = () => within(document.querySelector<HTMLElement>('.cust-id') as HTMLElement).getByRole('button', { name: /Compare bills/ });
const verifyButton = () => screen.getByRole('button', { name: /^Verify caller/ });
const paletteCaps = () => {
  act(() => openPalette('> Compare'));
  const shown = caps(screen.getByRole('option', { name: /Compare bills/ }));
  fireEvent.keyDown(screen.getByLabelText('Search or run a command'), { key: 'Escape' });
  return shown;
};

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => {
  compare.mockReset();
  line.call.mockReset();
  line.call.mockImplementation(() => new Promise(() => undefined));
  useOwnKeys.setState(standardKeys);
  useOverlays.setState({ palette: null });
});
afterEach(() => {
  cleanup();
  forgetDrafts();
});

describe('a command given another key', () => {
  beforeEach(() => {
    show(<Desk />);
    fireEvent.click(change('Compare bills'));
    press(asked('Compare bills'), 'k');
  });
  it('runs by it and no longer by the old one, and the focus stays at its row', () => {
    expect(document.activeElement).toBe(change('Compare bills'));
    press(window, 'c');
    expect(compare).not.toHaveBeenCalled();
    press(window, 'k');
    expect(compare).toHaveBeenCalledTimes(1);
  });
  it('shows it on its button, in the sheet and in the palette', () => {
    expect([caps(bandButton()), bandButton().getAttribute('aria-keyshortcuts'), caps(sheetRow() as HTMLElement), paletteCaps()]).toEqual(['K', 'K', 'K', 'K']);
  });
  it('gets its own back by its row, or with all others', () => {
    fireEvent.click(screen.getByRole('button', { name: 'Back to C: Compare bills' }));
    expect(caps(bandButton())).toBe('C');
    fireEvent.click(screen.getByRole('button', { name: 'Turn off: Verify the caller' }));
    fireEvent.click(screen.getByRole('button', { name: 'Reset all' }));
    expect([useOwnKeys.getState().keys, screen.queryByRole('button', { name: 'Reset all' })]).toEqual([{}, null]);
  });
});

describe('a key that is taken', () => {
  it('is refused with a sentence and the way out; the next press is read anew', () => {
    show(<Desk />);
    fireEvent.click(change('Compare bills'));
    press(asked('Compare bills'), 'v');
    expect(screen.getByRole('alert').textContent).toBe('V is the key of “Verify the caller”. Give that another key first, or turn it off.');
    press(asked('Compare bills'), 'F4');
    expect(screen.getByRole('alert').textContent).toBe('Press a letter, a digit or a sign.');
    press(asked('Compare bills'), 'k');
    expect(caps(bandButton())).toBe('K');
  });
  it('leaves everything as it is on Esc, and where the focus goes elsewhere', () => {
    show(<Desk />);
    fireEvent.click(change('Compare bills'));
    press(asked('Compare bills'), 'v');
    press(asked('Compare bills'), 'Escape');
    expect(document.activeElement).toBe(change('Compare bills'));
    fireEvent.click(change('Compare bills'));
    expect(document.activeElement).toBe(asked('Compare bills'));
    fireEvent.blur(asked('Compare bills'));
    expect([screen.queryByRole('button', { name: /^New key/ }), caps(bandButton())]).toEqual([null, 'C']);
  });
  it('cannot come back to a command while another has it', () => {
    show(<Desk />);
    fireEvent.click(screen.getByRole('button', { name: 'Turn off: Compare bills' }));
    fireEvent.click(change('Write call notes'));
    press(asked('Write call notes'), 'c');
    const back = screen.getByRole('button', { name: /^Back to C: Compare bills/ });
    expect(back.textContent).toBe('C is the key of “Write call notes” now.');
    fireEvent.click(back);
    expect(useOwnKeys.getState().keys).toEqual({ 'bills.compare': null, 'customer.notes': 'C' });
  });
});

describe('two keys', () => {
  it('are given by G and a second one', () => {
    show(<Desk />);
    fireEvent.click(change('Go to Desk'));
    press(asked('Go to Desk'), 'g');
    expect(asked('Go to Desk').textContent).toBe('G, then a key');
    press(asked('Go to Desk'), 'c');
    expect(screen.getByRole('alert').textContent).toContain('G then C is the key of “Go to Customers”');
    press(asked('Go to Desk'), 'g');
    press(asked('Go to Desk'), 'x');
    expect(useOwnKeys.getState().keys).toEqual({ 'go.desk': 'G X' });
  });
});

describe('a key turned off', () => {
  it('runs nothing and is shown nowhere, and the row says so', () => {
    show(<Desk />);
    fireEvent.click(screen.getByRole('button', { name: 'Turn off: Compare bills' }));
    press(window, 'c');
    expect([compare.mock.calls.length, caps(bandButton()), bandButton().getAttribute('aria-keyshortcuts'), sheetRow(), paletteCaps()]).toEqual([0, '', null, undefined, '']);
    expect(change('Compare bills').closest('li')?.textContent).toContain('Off');
  });
});

describe('the one switch', () => {
  it('silences all single keys and their hints, and brings them back as they were', () => {
    show(<Desk />);
    fireEvent.click(change('Compare bills'));
    press(asked('Compare bills'), 'k');
    fireEvent.click(screen.getByRole('checkbox'));
    press(window, 'k');
    expect([compare.mock.calls.length, caps(bandButton()), caps(verifyButton()), paletteCaps()]).toEqual([0, '', '', '']);
    fireEvent.click(screen.getByRole('checkbox'));
    press(window, 'k');
    expect([compare.mock.calls.length, caps(bandButton()), caps(verifyButton())]).toEqual([1, 'K', 'V']);
  });
});

describe('the keys of who sits here', () => {
  const saved = () => line.call.mock.calls.filter(([path]) => path.join('.') === 'customers.saveDraft').map(([, input]) => [input.key, input.body]);
  function Keeper({ login }: { readonly login: string }) {
    useOwnKeysOf(login);
    return null;
  }
  it('come from the server, are kept there as they change, and are not the next person\'s', async () => {
    const kept: Record<string, string | null> = { nadia: '{"on":true,"keys":{"bills.compare":"K"}}', marcus: null };
    let login = 'nadia';
    line.call.mockImplementation(async (path, input) => (path.join('.') === 'customers.draft' ? { key: input.key, body: kept[login], savedAt: null } : { savedAt: '2026-11-18T18:42:00.000Z' }));
    const { unmount } = show(<><Keeper login="nadia" /><OwnKeysCard /></>);
    await waitFor(() => expect(useOwnKeys.getState().keys).toEqual({ 'bills.compare': 'K' }));
    expect(saved()).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Turn off: Verify the caller' }));
    await waitFor(() => expect(saved()).toEqual([['prefs.keys', '{"on":true,"keys":{"bills.compare":"K","customer.verify":null}}']]));
    unmount();
    expect(useOwnKeys.getState()).toEqual(standardKeys);
    login = 'marcus';
    show(<Keeper login="marcus" />);
    await waitFor(() => expect(line.call.mock.calls.filter(([path]) => path.join('.') === 'customers.draft').length).toBe(2));
    expect([useOwnKeys.getState(), saved().length]).toEqual([standardKeys, 1]);
  });
  it('that could not be read are not kept over those of the server', async () => {
    line.call.mockRejectedValue(new Error('gone'));
    show(<><Keeper login="nadia" /><OwnKeysCard /></>);
    await waitFor(() => expect(line.call).toHaveBeenCalled());
    await act(() => Promise.resolve());
    vi.useFakeTimers();
    fireEvent.click(screen.getByRole('button', { name: 'Turn off: Verify the caller' }));
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    vi.useRealTimers();
    expect(saved()).toEqual([]);
  });
});
