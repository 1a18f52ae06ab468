import type { Day } from '../../../contract/dates.ts';
import type { CustomerPlan } from '../plan.ts';

/** A named customer and what their story is about: what a person who plays it at a desk, and each journey, needs to know. */
export type Story = {
  readonly key: string;
  readonly title: string;
  /** Who calls, and from where ("+12065550142"). */
  readonly name: string;
  readonly number: string;
  readonly phone: string;
  readonly pin: string;
  readonly birthDate: Day | null;
  /** Bill days of the two bills to compare, older first; null where there is only one bill. */
  readonly compare: { readonly before: Day; readonly after: Day } | null;
  /** The main causes in words, largest first. */
  readonly causes: ReadonlyArray<string>;
};

/** A story with the customers it is made of; the first is the one it is about. */
export type StoryPlan = { readonly key: string; readonly title: string; readonly compare: Story['compare']; readonly causes: ReadonlyArray<string>; readonly customers: ReadonlyArray<CustomerPlan> };
