import type { Server } from './server.ts';
import type { World } from './world.ts';

/** What a bench is given: sizes, repetitions, and the worlds, which are made when they are first asked for. */
export type Plan = {
  readonly quick: boolean;
  /** Sizes of the worlds, smallest first. */
  readonly sizes: ReadonlyArray<number>;
  readonly rounds: number;
  readonly samples: number;
  readonly server: () => Promise<Server>;
  readonly world: (customers: number) => Promise<World>;
  readonly say: (text: string) => void;
};

/** How a size is written in the results. */
export function sizeName(customers: number): string {
  return `${customers.toLocaleString('en-US')} customers`;
}

/** The largest world that was asked for. */
export function largest(plan: Plan): number {
  return plan.sizes.at(-1) ?? 0;
}
