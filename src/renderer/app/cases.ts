import { create } from 'zustand';
import type { OpenCase } from '../../contract/customers.ts';

type CasesState = { readonly cases: Readonly<Record<number, OpenCase>> };

const useCases = create<CasesState>()(() => ({ cases: {} }));

/** The case open on a customer with the verification level reached; undefined until it is opened. */
export function useCase(customerId: number | null | undefined): OpenCase | undefined {
  return useCases((state) => (customerId === null || customerId === undefined ? undefined : state.cases[customerId]));
}

/** The case of a customer, outside a component. */
export function caseOf(customerId: number): OpenCase | undefined {
  return useCases.getState().cases[customerId];
}

/** The customers with an open case. */
export function customersWithCase(): ReadonlyArray<OpenCase['customerId']> {
  return Object.values(useCases.getState().cases).map((one) => one.customerId);
}

/** Keeps what opening a case or a verification answered. */
export function setCase(openCase: OpenCase): void {
  useCases.setState((state) => ({ cases: { ...state.cases, [openCase.customerId]: openCase } }));
}

/** Forgets one case, or all at sign-out. */
export function forgetCase(customerId?: number): void {
  useCases.setState((state) => {
    if (customerId === undefined) return { cases: {} };
    const { [customerId]: _, ...cases } = state.cases;
    return { cases };
  });
}
