import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { setCase, useCase } from '../../src/renderer/app/cases.ts';
import { CommandPalette } from '../../src/renderer/app/CommandPalette.tsx';
import { useCommands } from '../../src/renderer/app/commands.ts';
import { openPalette, showSimulateCall, useOverlays } from '../../src/renderer/app/overlays.ts';
import { SimulateCallDialog } from '../../src/renderer/app/SimulateCallDialog.tsx';
import { useShortcuts } from '../../src/renderer/app/use-shortcuts.ts';
import { BillFilterButton } from '../../src/renderer/billing/BillFilterButton.tsx';
import { noFilters } from '../../src/renderer/billing/bill-filters.ts';
import { focusPanel } from '../../src/renderer/customers/panel-focus.ts';
import { VerificationCard } from '../../src/renderer/customers/VerificationCard.tsx';
import { caseWith, customerId, type FakeLine, show } from '../customers/workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

const search = () => screen.getByLabelText('Search or run a command');
const held = () => document.activeElement;
const tab = (shiftKey = false) => fireEvent.keyDown(held() ?? document.body, { key: 'Tab', shiftKey });

/** A key as the window gets it: what is drawn after it is drawn in the same breath or not at all. */
async function pressNow(key: string, more: KeyboardEventInit = {}): Promise<void> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
}

/** A desk with a field, a command that moves the focus into it, and everything that can lie over it. */
function Desk() {
  const [filters, setFilters] = useState(noFilters);
  const openCase = useCase(customerId);
  useShortcuts();
  useCommands(() => [
    { id: 'palette.open', label: 'Search or run a command', keys: 'Ctrl+K', scope: 'everywhere', hidden: true, run: () => openPalette() },
    { id: 'notes', label: 'Write a note', scope: 'everywhere', run: () => screen.getByLabelText('Note').focus() },
    { id: 'ring', label: 'Let it ring', scope: 'everywhere', run: () => showSimulateCall(true) },
    { id: 'customer.verify', label: 'Verify the caller', scope: 'customer', run: () => focusPanel(customerId, 'verify') },
  ], []);
  return (
    <>
      <button type="button">Before</button>
      <input aria-label="Note" />
      <BillFilterButton filters={filters} onChange={setFilters} services={[]} />
      {openCase && <VerificationCard openCase={openCase} currency="USD" onCall />}
      <CommandPalette />
      <SimulateCallDialog />
    </>
  );
}

// No timer ever fires here: what has the focus has it before the next key can come.
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => {
  vi.useFakeTimers();
  line.call.mockImplementation(() => new Promise(() => undefined));
  useOverlays.setState({ palette: null, keyHelp: false, simulate: false, messages: false });
  setCase(caseWith(['number']));
  show(<Desk />);
  screen.getByText('Before').focus();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('the keyboard, without waiting for anything', () => {
  it('is in the palette as soon as it is opened, and back where it was as soon as it is closed', async () => {
    await pressNow('k', { ctrlKey: true });
    expect(held()).toBe(search());
    fireEvent.keyDown(search(), { key: 'Escape' });
    expect(held()).toBe(screen.getByText('Before'));
  });
  it('is where the command of the palette put it', () => {
    act(() => openPalette('> Write'));
    fireEvent.keyDown(search(), { key: 'Enter' });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(held()).toBe(screen.getByLabelText('Note'));
  });
  it('is in the field of the dialog that a command of the palette opened, and back after both', () => {
    act(() => openPalette('> Let'));
    fireEvent.keyDown(search(), { key: 'Enter' });
    expect(held()).toBe(screen.getByLabelText('Calling from'));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(held()).toBe(screen.getByText('Before'));
  });
  it('is in the PIN field after the key that asks for it', async () => {
    await pressNow('v');
    expect(held()).toBe(screen.getByLabelText('Account PIN'));
  });
  it('is in the first field of the bill filter, and goes back to its button on Esc, which closes nothing else', () => {
    const button = screen.getByRole('button', { name: 'Filter bills' });
    button.focus();
    fireEvent.click(button);
    expect(held()).toBe(screen.getByLabelText('Billed from'));
    const esc = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    act(() => void held()?.dispatchEvent(esc));
    expect(esc.defaultPrevented).toBe(true);
    expect(screen.queryByLabelText('Billed from')).toBeNull();
    expect(held()).toBe(button);
  });
  it('goes round inside the palette with Tab, and inside the one that lies on top', () => {
    act(() => showSimulateCall(true));
    const close = screen.getByRole('button', { name: 'Close' });
    const last = screen.getByRole('button', { name: 'Ring' });
    last.focus();
    tab();
    expect(held()).toBe(close);
    tab(true);
    expect(held()).toBe(last);
    act(() => openPalette());
    expect(held()).toBe(search());
    tab();
    expect(held()).toBe(search());
  });
  it('is not pulled back to a dialog that was left for another place meanwhile', () => {
    act(() => showSimulateCall(true));
    screen.getByRole('button', { name: 'Cancel' }).focus();
    act(() => void vi.runAllTimers());
    expect(held()).toBe(screen.getByRole('button', { name: 'Cancel' }));
  });
});
