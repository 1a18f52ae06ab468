import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { BillSummary, BillView, EventView, LineView } from '../../src/contract/billing.ts';
import type { OpenCase } from '../../src/contract/customers.ts';
import type { Cause, Explanation } from '../../src/contract/explanation.ts';
import { BillId, CaseId, CustomerId, UsageId } from '../../src/contract/ids.ts';
import type { Role } from '../../src/contract/procedure.ts';
import type { AppState } from '../../src/contract/staff.ts';
import { SessionContext } from '../../src/renderer/app/session.ts';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { FormatContext } from '../../src/renderer/ui/format-context.ts';

export const customerId = CustomerId.parse(17);
export const billId = BillId.parse(31);
export const previousId = BillId.parse(30);

/** A charge of a whole month unless told otherwise. */
export function lineWith(part: Partial<LineView> & { readonly lineId: number }): LineView {
  const { amount = 5500 } = part;
  return {
    serviceId: 2, customerId, offer: 'mobile', charge: `charge${part.lineId}`, version: 'v1', label: `Charge ${part.lineId}`, category: 'plan', period: { from: '2026-11-05', to: '2026-12-05' }, units: 1, unit: 'piece', amount, tax: 0, taxCode: null,
    events: 0, disputed: 0, dispute: null, trace: { kind: 'recurring', price: amount, days: 30, ofDays: 30, refund: false }, working: '', change: 0, ...part,
  };
}

/** A November bill of two services and an account charge; its total is the sum of its lines. */
export function billWith(lines: ReadonlyArray<LineView>, part: Partial<BillView> = {}): BillView {
  const charges = lines.reduce((sum, line) => sum + line.amount, 0);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  return {
    billId, number: '2611-04821', label: 'November', category: 'normal', billDay: '2026-11-05', dueDay: '2026-11-26', period: { from: '2026-10-05', to: '2026-11-05' }, currency: 'USD', charges, tax, total: charges + tax, allocated: 0, disputed: 0,
    open: charges + tax, state: 'open', previousId: null, previousTotal: null, previousServices: [], lines, taxes: [{ code: 'sales', label: 'Sales tax 8.60%', jurisdiction: 'Washington', version: 'v1', rate: 86_000, base: charges, amount: tax, included: 0, note: null }], payments: [],
    services: [{ serviceId: 1, kind: 'fibre', label: 'Fiber 1000', reference: 'FTTH-77120', customer: null }, { serviceId: 2, kind: 'mobile', label: 'Mobile', reference: '(206) 555-0142', customer: null }], ...part,
  };
}

export function eventWith(usageId: number, part: Partial<EventView> = {}): EventView {
  return { usageId: UsageId.parse(usageId), start: '2026-10-18T21:22:00.000Z', usage: 'data', units: 96_000, destination: '', zone: null, visited: 'MX Movilsur', amount: 480, disputed: false, ...part };
}

export function summaryWith(part: Partial<BillSummary> = {}): BillSummary {
  return { billId, number: '2611-04821', category: 'normal', billDay: '2026-11-05', dueDay: '2026-11-26', period: { from: '2026-10-05', to: '2026-11-05' }, total: 34_897, open: 34_897, disputed: 0, due: 34_897, overdue: 0, allocated: 0, state: 'open', currency: 'USD', services: [], ...part };
}

export function causeWith(title: string, amount: number, part: Partial<Cause> = {}): Cause {
  return { kind: 'usageVolume', serviceId: 2, category: 'usage', title, detail: '', amount, repeats: false, since: null, evidence: [], ...part };
}

/** An explanation whose totals follow from its causes and residual. */
export function explanationOf(causes: ReadonlyArray<Cause>, before = 19_837, residual = 0): Explanation {
  const difference = causes.reduce((sum, cause) => sum + cause.amount, 0) + residual;
  return { before: { label: 'October', total: before }, after: { label: 'November', total: before + difference }, difference, causes, residual, agentSentence: 'For the agent.', customerSentence: 'For the customer.' };
}

export function caseAt(level: OpenCase['level']): OpenCase {
  return { caseId: CaseId.parse(1), customerId, name: 'Elena Marchetti', level, checks: [], failures: 0, lockedOut: false };
}

/** Shows a part of a screen as a member of staff sees it on 18 November 2026 in Seattle. */
export function show(node: ReactNode, role: Role = 'agent') {
  const me = { login: 'nadia', name: 'Nadia Okafor', role, team: 'Care', extension: '104', passwordGiven: false };
  const state: AppState = { version: '1.0.0', connection: { kind: 'demo', label: 'Demo', problem: null, opening: false }, operator: 'Northlake', currency: 'USD', zone: 'America/Los_Angeles', now: '2026-11-18T18:42:00.000Z', demoAccounts: [], me, locked: false };
  queryClient.clear();
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <FormatContext value={{ currency: 'USD', zone: 'America/Los_Angeles', today: '2026-11-18' }}>
          <SessionContext value={{ me, state }}>{node}</SessionContext>
        </FormatContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
}
