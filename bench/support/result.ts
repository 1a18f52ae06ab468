import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Numbers of one promise at one size. `ratio` is value by reference; null where the promise is a time or a difference. */
export type Result = {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number | null;
  readonly ratio: number | null;
  /** The limit of the ratio where there is one, else of the value; null for a row that only informs. */
  readonly goal: number | null;
  readonly aim: number | null;
  readonly holds: boolean | null;
  readonly size: string;
  readonly note: string;
};

type Measured = { readonly id: string; readonly name: string; readonly value: number; readonly unit: string; readonly size: string; readonly note?: string };

/** A promise kept as a ratio to a reference measured in the same run. */
export function byRatio(measured: Measured & { readonly reference: number; readonly ratio: number; readonly goal?: number; readonly aim?: number }): Result {
  const { goal = null, aim = null, note = '', ...rest } = measured;
  return { ...rest, value: rounded(rest.value), reference: rounded(rest.reference), ratio: rounded(rest.ratio), goal, aim, holds: goal === null ? null : rest.ratio <= goal, note };
}

/** A promise of speed: how many times the reference's it is, at least the goal. */
export function byGain(measured: Parameters<typeof byRatio>[0]): Result {
  const result = byRatio(measured);
  return { ...result, holds: result.goal === null ? null : measured.ratio >= result.goal };
}

/** A promise kept as a value of its own: a time, a share, a difference. The reference, where there is one, informs. */
export function byValue(measured: Measured & { readonly reference?: number; readonly goal?: number; readonly aim?: number }): Result {
  const { goal = null, aim = null, note = '', reference, ...rest } = measured;
  return { ...rest, value: rounded(rest.value), reference: reference === undefined ? null : rounded(reference), ratio: null, goal, aim, holds: goal === null ? null : rest.value <= goal, note };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** The results as text for a terminal. */
export function table(results: ReadonlyArray<Result>): string {
  const head = ['id', 'what', 'size', 'value', 'reference', 'ratio', 'goal', 'aim', ''];
  const rows = results.map((result) => [result.id, result.name, result.size, `${shown(result.value)} ${result.unit}`, shown(result.reference), shown(result.ratio), shown(result.goal), shown(result.aim), result.holds === null ? '' : result.holds ? 'holds' : 'MISSED']);
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)));
  const numeric = new Set([3, 4, 5, 6, 7]);
  const line = (cells: ReadonlyArray<string>) => cells.map((cell, at) => (numeric.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  ').trimEnd();
  return [line(head), ...rows.map(line)].join('\n');
}

function shown(value: number | null): string {
  if (value === null) return '';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** Writes the list to a file. What it holds of promises that were not measured this time stays; `order` is that of the ids. */
export function writeResults(file: string, measured: ReadonlyArray<Result>, order: ReadonlyArray<string>): void {
  mkdirSync(dirname(file), { recursive: true });
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result[]) : [];
  const fresh = new Set(measured.map(({ id }) => id));
  const results = [...before.filter(({ id }) => !fresh.has(id)), ...measured].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  writeFileSync(file, `[\n${results.map((result) => `  ${JSON.stringify(result)}`).join(',\n')}\n]\n`);
}
