import type { ContractRouterClient } from '@orpc/contract';
import type { Parsed } from './json.ts';
import { parsed } from './json.ts';
import type { CallOptions, Line } from './line.ts';

/** One call of the contract: a function that also knows its own path, by which answers are cached. */
export type Call<I, O> = {
  (...rest: undefined extends I ? [input?: I, options?: CallOptions] : [input: I, options?: CallOptions]): Promise<O>;
  readonly path: string;
};

type Procedures = ContractRouterClient<Record<string, never>>;
/** The contract's client with answers parsed. */
export type CallsOf<C> = {
  readonly [K in keyof C]: C[K] extends (...args: infer A) => Promise<infer O> ? Call<A[0], Parsed<O>> : C[K] extends object ? CallsOf<C[K]> : Procedures;
};

/** Makes the tree of calls over a line: `care.billing.bills(input)`. No code per call. */
export function callsOver<C>(line: Line): CallsOf<C>;
export function callsOver(line: Line): unknown {
  return branch(line, []);
}

function branch(line: Line, path: ReadonlyArray<string>): unknown {
  const known = new Map<string, unknown>();
  const call = async (input?: unknown, options?: CallOptions) => parsed(await line.call(path, input, options));
  return new Proxy(call, {
    get(_, name) {
      if (name === 'path') return path.join('.');
      if (typeof name !== 'string' || name === 'then') return undefined;
      if (!known.has(name)) known.set(name, branch(line, [...path, name]));
      return known.get(name);
    },
  });
}
