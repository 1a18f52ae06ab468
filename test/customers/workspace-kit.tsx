import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { CheckKind, CustomerOverview, OpenCase } from '../../src/contract/customers.ts';
import { CaseId, CustomerId } from '../../src/contract/ids.ts';
import type { AppState } from '../../src/contract/staff.ts';
import { SessionContext } from '../../src/renderer/app/session.ts';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { FormatContext } from '../../src/renderer/ui/format-context.ts';

/** What a call was sent with; each call has some of it. */
export type Sent = { readonly key: string; readonly text: string; readonly body: string; readonly customerId: CustomerId };
/** The line to the data process, as a test answers it. */
export type FakeLine = (path: ReadonlyArray<string>, input: Sent) => Promise<unknown>;

export const customerId = CustomerId.parse(17);
const me = { login: 'nadia', name: 'Nadia Okafor', role: 'agent', team: 'Care', extension: '104', passwordGiven: false } as const;
const state: AppState = { version: '1.0.0', connection: { kind: 'demo', label: 'Demo', problem: null, opening: false }, operator: 'Northwind', currency: 'USD', zone: 'America/Los_Angeles', now: '2026-11-18T18:42:00.000Z', demoAccounts: [], me, locked: false };

/** Elena as the overview answers her: nothing owed, nothing open, verified. */
export function overviewWith(part: Partial<CustomerOverview> = {}): CustomerOverview {
  return {
    customerId, accountId: 5, number: '10482291', name: 'Elena Marchetti', segment: 'private', tier: 'Gold', active: true, city: 'Seattle', state: 'WA', since: '2017-03-10', language: 'en', currency: 'USD', cycleDay: 5, level: 2,
    address: '1418 Harbor View Ter', accountNumber: '10482291', nextBillDay: '2026-12-05', standing: null, bills: [], markers: [], services: [], openItems: [], methods: [], timeline: [], related: [], contacts: [], suggestions: [], ...part,
  };
}

/** A case with the checks that passed. */
export function caseWith(passed: ReadonlyArray<CheckKind>, part: Partial<OpenCase> = {}): OpenCase {
  const kinds: ReadonlyArray<CheckKind> = ['number', 'pin', 'lastPayment', 'birthDate', 'customerNumber'];
  return { caseId: CaseId.parse(1), customerId, name: 'Elena Marchetti', level: 1, failures: 0, lockedOut: false, checks: kinds.map((kind) => ({ kind, passed: passed.includes(kind), at: passed.includes(kind) ? '2026-11-18T18:40:00.000Z' : null })), ...part };
}

/** Shows a part of the workspace as the signed-in agent sees it, on 18 November 2026 in Seattle. */
export function show(node: ReactNode) {
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
