import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Replay } from '../../src/contract/billing.ts';
import type { Role } from '../../src/contract/procedure.ts';
import { setCase } from '../../src/renderer/app/cases.ts';
import { BillDetail } from '../../src/renderer/billing/BillDetail.tsx';
import { CareFailure } from '../../src/renderer/platform/failure.ts';
import { billId, billWith, caseAt, customerId, lineWith, show } from './screens-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<(path: ReadonlyArray<string>, input?: unknown) => Promise<unknown>>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));
beforeEach(() => {
  line.call.mockReset();
  setCase(caseAt(2));
});
afterEach(cleanup);

const equal: Replay = { number: '2611-04821', currency: 'USD', equal: true, reason: null, lines: 9, events: 1204, total: 34_897, madeTotal: 34_897, engine: 'careline-1', engineNow: 'careline-1', catalogId: 3, differences: [] };
const open = (role: Role, answer?: Replay | Error) => {
  line.call.mockImplementation(async (path) => {
    if (path.join('.') !== 'billing.replay' || !answer) return new Promise(() => undefined);
    if (answer instanceof Error) throw answer;
    return answer;
  });
  show(<BillDetail customerId={customerId} choice={billId} bill={billWith([lineWith({ lineId: 1 })])} payer={null} facts={null} updating={false} onCompare={null} onBillNow={null} billNowLocked={null} />, role);
};
const replay = (role: Role, answer: Replay | Error) => {
  open(role, answer);
  fireEvent.click(screen.getByRole('button', { name: 'Replay this bill' }));
  return screen.findByRole('dialog', { name: 'Replay of bill 2611-04821' });
};

describe('the replay of a bill', () => {
  it('is for supervisors and auditors, and says that every amount is reproduced', async () => {
    open('agent');
    expect(screen.queryByRole('button', { name: 'Replay this bill' })).toBeNull();
    cleanup();
    for (const role of ['supervisor', 'auditor'] as const) {
      const dialog = await replay(role, equal);
      expect((await within(dialog).findByText('Every amount reproduced.')).closest('[role=status]')?.textContent).toBe('Every amount reproduced. 9 charges, 1,204 events, $348.97.');
      expect(line.call.mock.calls.find(([path]) => path.join('.') === 'billing.replay')?.[1]).toEqual({ customerId, bill: billId });
      cleanup();
    }
  });
  it('lists each record that differs with both amounts and rules', async () => {
    const differences: Replay['differences'] = [
      { record: 'line', name: 'Calls to Italy', fields: ['amount'], issued: { rule: 'italy v1', amount: 0, unit: 'minor' }, made: { rule: 'italy v2', amount: 210, unit: 'minor' } },
      { record: 'event', name: 'call-7', fields: ['micros'], issued: { rule: 'italy v1', amount: 0, unit: 'micros' }, made: null },
    ];
    const dialog = await replay('auditor', { ...equal, equal: false, madeTotal: 35_107, differences });
    expect((await within(dialog).findByRole('alert')).textContent).toBe('Not reproduced. 2 records would be different today.');
    const rows = within(within(dialog).getByRole('grid', { name: 'Differences' })).getAllByRole('row').map((row) => row.textContent);
    expect(rows).toContain('ChargeCalls to Italy$0.00$2.10italy v1 → italy v2');
    expect(rows).toContain('Eventcall-7$0.00Not thereitaly v1 (micros)');
  });
  it('says why a bill can\'t be made again, by which engine it was made, and where the call failed', async () => {
    const dialog = await replay('supervisor', { ...equal, equal: false, reason: 'Nothing is kept of what this bill was made from.', engineNow: 'careline-2' });
    expect((await within(dialog).findByRole('alert')).textContent).toContain('Nothing is kept of what this bill was made from.');
    expect(within(dialog).getByText('Made by engine careline-1 and catalog 3; this is engine careline-2.')).toBeTruthy();
    cleanup();
    await replay('supervisor', new CareFailure('INTERNAL', 'Something went wrong.', 'K-9'));
    expect(await screen.findByText('The bill could not be made again')).toBeTruthy();
  });
});
