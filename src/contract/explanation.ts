import type { Category } from './bill.ts';
import type { Day } from './dates.ts';
import type { Minor } from './money.ts';

/** The fixed set of causes of a difference between two bills (product.md D1). */
export const causeKinds = [
  'serviceAdded', 'serviceRemoved', 'planSwitch', 'prorationDays', 'priceChange', 'promotionStarted', 'promotionEnded', 'allowanceExhausted', 'usageVolume',
  'usageMix', 'addonAdded', 'addonRemoved', 'discount', 'oneTime', 'longCharge', 'commitment', 'deposit', 'fee', 'taxBase', 'taxRate', 'taxTreatment', 'rounding', 'carriedBalance',
] as const;
export type CauseKind = (typeof causeKinds)[number];

/** What a cause rests on. The amounts of a cause's evidence sum to the cause. */
export type Evidence = {
  /** Which bill it stands on. */
  readonly side: 'before' | 'after';
  /** The line, or null where it is a tax of the whole bill. */
  readonly lineId: number | null;
  /** The tax, where it is one. */
  readonly taxCode?: string;
  readonly label: string;
  /** The part of the cause that this line makes; negative where the earlier bill had it. */
  readonly amount: Minor;
  /** Catalog versions compared, where a price changed. */
  readonly version: string;
  readonly units: number | null;
  readonly unit: 'second' | 'kilobyte' | 'piece' | 'day' | null;
  /** How many events stand behind the line; they are read page by page. */
  readonly events: number;
};

export type Cause = {
  readonly kind: CauseKind;
  readonly serviceId: number | null;
  readonly category: Category | 'tax';
  /** "Roaming data in Mexico". */
  readonly title: string;
  /** "852 MB at $0.05 per MB". */
  readonly detail: string;
  readonly amount: Minor;
  /** Comes again on the next bill if nothing changes. */
  readonly repeats: boolean;
  readonly since: Day | null;
  readonly evidence: ReadonlyArray<Evidence>;
};

export type Explanation = {
  readonly before: { readonly label: string; readonly total: Minor };
  readonly after: { readonly label: string; readonly total: Minor };
  readonly difference: Minor;
  /** Largest first; their sum is the difference less the residual. */
  readonly causes: ReadonlyArray<Cause>;
  /** What no cause explains. Always zero; anything else is shown as "unexplained" and fails `care verify`. */
  readonly residual: Minor;
  /** For the agent to say, and for the customer to read. */
  readonly agentSentence: string;
  readonly customerSentence: string;
};
