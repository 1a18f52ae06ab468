import type { Tone } from './tone.ts';

export type Bar = {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** The part of the value that is drawn hatched and red at the foot, and what it means. */
  readonly part?: number;
  readonly partLabel?: string;
  /** The bar that is looked at. */
  readonly on?: boolean;
  readonly marks?: ReadonlyArray<{ readonly tone: Tone; readonly label: string; readonly glyph?: string }>;
};
export type BarChartProps = {
  readonly label: string;
  /** What the chart shows, in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly bars: ReadonlyArray<Bar>;
  readonly format: (value: number) => string;
  readonly height?: number;
  readonly onSelect?: (key: string) => void;
};

/** A step of a waterfall: where it starts, what changed, where it ends. */
export type Step = { readonly key: string; readonly label: string; readonly amount: number; readonly kind: 'start' | 'change' | 'end' };
export type WaterfallProps = {
  readonly label: string;
  readonly summary: string;
  readonly steps: ReadonlyArray<Step>;
  readonly format: (value: number) => string;
  /** Changes are written with their sign. */
  readonly formatChange?: (value: number) => string;
  readonly height?: number;
  readonly onSelect?: (key: string) => void;
};

/** Where each step's bar begins and ends on the axis. */
export function floated(steps: ReadonlyArray<Step>): ReadonlyArray<Step & { readonly from: number; readonly to: number }> {
  let level = 0;
  return steps.map((step) => {
    const from = step.kind === 'change' ? level : 0;
    level = step.kind === 'change' ? level + step.amount : step.amount;
    return { ...step, from, to: level };
  });
}
