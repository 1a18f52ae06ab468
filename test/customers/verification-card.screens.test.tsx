import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenCase } from '../../src/contract/customers.ts';
import { setCase, useCase } from '../../src/renderer/app/cases.ts';
import { focusPanel } from '../../src/renderer/customers/panel-focus.ts';
import { VerificationCard } from '../../src/renderer/customers/VerificationCard.tsx';
import { caseWith, customerId, type FakeLine, show } from './workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

function Card() {
  const openCase = useCase(customerId);
  return openCase ? <VerificationCard openCase={openCase} currency="USD" onCall /> : null;
}
const answers = (matched: boolean, state: OpenCase) => line.call.mockResolvedValue({ ...state, matched });
const sent = () => line.call.mock.calls.map(([path, input]) => [path.join('.'), input]);
const type = (label: string, text: string) => fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
const check = () => fireEvent.click(screen.getByRole('button', { name: 'Check' }));
const open = (state: OpenCase) => {
  setCase(state);
  return show(<Card />);
};

beforeEach(() => {
  line.call.mockReset();
});
afterEach(cleanup);

describe('the verification card', () => {
  it('asks for the PIN first and says that the number on file was checked by itself', () => {
    open(caseWith(['number']));
    expect(screen.getByLabelText('Account PIN')).toBeTruthy();
    expect(screen.getByText('Automatic')).toBeTruthy();
  });
  it('sends what the caller says and shows that the caller is verified, never the answer', async () => {
    const { container } = open(caseWith(['number']));
    answers(true, caseWith(['number', 'pin'], { level: 2 }));
    type('Account PIN', '4711');
    check();
    await screen.findByText('Caller verified');
    expect(sent()).toEqual([['customers.verify', { customerId, kind: 'pin', answer: '4711' }]]);
    expect(container.textContent).toContain('Number on file, account PIN');
    expect(container.innerHTML).not.toContain('4711');
  });
  it('says no match with the tries left, empties the field and keeps the cursor in it', async () => {
    open(caseWith(['number']));
    answers(false, caseWith(['number'], { failures: 1 }));
    type('Account PIN', '0000');
    check();
    expect((await screen.findByRole('alert')).textContent).toBe('No match. 2 tries left.');
    const field = screen.getByLabelText<HTMLInputElement>('Account PIN');
    expect(field.value).toBe('');
    expect(document.activeElement).toBe(field);
  });
  it('locks for the call after three answers that did not match', async () => {
    open(caseWith(['number'], { failures: 2 }));
    answers(false, caseWith(['number'], { failures: 3, lockedOut: true }));
    type('Account PIN', '0000');
    check();
    expect((await screen.findByRole('alert')).textContent).toContain('stay locked for this call');
    expect(screen.queryByLabelText('Account PIN')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Check' })).toBeNull();
  });
  it('spends no try on a slip of the keyboard', () => {
    open(caseWith(['number']));
    fireEvent.click(screen.getByRole('button', { name: 'Ask: Date of birth' }));
    for (const slip of ['12.3.84', '1984-02-31']) {
      type('Date of birth', slip);
      check();
      expect(screen.getByRole('alert').textContent).toBe('Type the date as 1984-03-12.');
    }
    expect(line.call).not.toHaveBeenCalled();
  });
  it('sends an amount in the one form that is compared', async () => {
    open(caseWith(['number']));
    answers(false, caseWith(['number'], { failures: 1 }));
    fireEvent.click(screen.getByRole('button', { name: 'Ask: Last payment amount' }));
    type('Last payment amount', '$1,120');
    check();
    await waitFor(() => expect(sent()).toEqual([['customers.verify', { customerId, kind: 'lastPayment', answer: '1120.00' }]]));
  });
  it('leaves an agent who asks the next thing, while the PIN is compared, in the field they chose', async () => {
    open(caseWith([]));
    let answer: (matched: unknown) => void = () => undefined;
    line.call.mockImplementationOnce(() => new Promise((resolve) => { answer = resolve; }));
    type('Account PIN', '4711');
    check();
    fireEvent.click(screen.getByRole('button', { name: 'Ask: Customer number' }));
    type('Customer number', '4471-2210');
    await act(async () => answer({ ...caseWith(['pin'], { level: 1 }), matched: true }));
    const field = screen.getByLabelText<HTMLInputElement>('Customer number');
    expect(field.value).toBe('4471-2210');
    expect(document.activeElement).toBe(field);
    answers(true, caseWith(['pin', 'customerNumber'], { level: 2 }));
    check();
    await screen.findByText('Caller verified');
  });
  it('takes no cursor away from an agent who went elsewhere while the PIN was compared', async () => {
    open(caseWith([]));
    let answer: (matched: unknown) => void = () => undefined;
    line.call.mockImplementationOnce(() => new Promise((resolve) => { answer = resolve; }));
    type('Account PIN', '4711');
    check();
    const ask = screen.getByRole('button', { name: 'Ask: Customer number' });
    ask.focus();
    await act(async () => answer({ ...caseWith(['pin'], { level: 1 }), matched: true }));
    expect(document.activeElement).toBe(ask);
  });
  it('sends the next answer though the one before is still compared', async () => {
    open(caseWith([]));
    line.call.mockImplementation(() => new Promise(() => undefined));
    type('Account PIN', '4711');
    check();
    fireEvent.click(screen.getByRole('button', { name: 'Ask: Customer number' }));
    type('Customer number', '4471-2210');
    check();
    await waitFor(() => expect(sent().map(([, input]) => (input as unknown as { kind: string }).kind)).toEqual(['pin', 'customerNumber']));
  });
  it('takes the cursor to the PIN when it is asked for by a key', () => {
    open(caseWith(['number']));
    act(() => focusPanel(customerId, 'verify'));
    expect(document.activeElement).toBe(screen.getByLabelText('Account PIN'));
  });
  it('does not take the cursor again when the tab is shown anew', () => {
    open(caseWith(['number']));
    act(() => focusPanel(customerId, 'verify'));
    cleanup();
    open(caseWith(['number']));
    expect(document.activeElement).toBe(document.body);
  });
});
