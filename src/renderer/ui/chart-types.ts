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
export type Step = { readonly key: string; readonly label: string; readonly amount: number; readonly kind: 'start' | 'change' | 'end'; /** Comes again every month: drawn hatched. */ readonly repeats?: boolean };
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

/** The value axis of a waterfall: cut above zero where both ends are tall against what changed between them. */
export function axisOf(steps: ReadonlyArray<Step>): { readonly from: number; readonly to: number; readonly ticks: ReadonlyArray<number> } {
  const levels = floated(steps).flatMap((step) => (step.kind === 'change' ? [step.from, step.to] : [step.to]));
  const highest = Math.max(...levels, 0);
  const lowest = Math.min(...levels);
  const range = Math.max(1, highest - lowest);
  const cut = lowest > 0 && lowest > highest * 0.4;
  const rough = (cut ? range * 1.35 : highest - Math.min(0, lowest)) / 5;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const size = ([1, 2, 2.5, 5].find((one) => one * power >= rough) ?? 10) * power;
  const from = cut ? Math.max(0, Math.floor((lowest - range * 0.2) / size) * size) : Math.min(0, Math.floor(lowest / size) * size);
  const ticks: number[] = [];
  for (let tick = from > 0 ? from + size : from; tick <= highest; tick += size) ticks.push(tick);
  return { from, to: highest, ticks };
}

const MOST_LINES = 4;

/** A word in pieces that fit: at its own hyphens first, else with one of ours. */
function pieces(word: string, letters: number): ReadonlyArray<string> {
  if (word.length <= letters) return [word];
  const [head, ...tail] = word.split(/(?<=-)/);
  if (head !== undefined && tail.length > 0) return [head, ...tail].flatMap((part) => pieces(part, letters));
  return [`${word.slice(0, letters - 1)}-`, ...pieces(word.slice(letters - 1), letters)];
}

/** A label on lines of at most so many letters, broken between words or within a long one; what four lines do not hold is cut. */
export function wrapped(label: string, letters: number): ReadonlyArray<string> {
  const room = Math.max(4, letters);
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(...pieces(word, room));
  }
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]}…`] : lines;
}
