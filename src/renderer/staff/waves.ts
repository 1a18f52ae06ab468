const LINES = 7;
const GAP = 20;
const MIDDLE = 470;

/** One quiet line of the picture beside the sign-in: its path, and how strongly it is drawn. */
export type Wave = { readonly path: string; readonly opacity: number; readonly width: number };

/** Height of line `line` (0 is the middle one) at `x`: a wave that swells towards the middle of the picture and ebbs to its edges. */
export function waveHeight(line: number, x: number): number {
  const near = Math.exp(-((line / 3.4) ** 2));
  const swell = Math.exp(-(((x - 290 - line * 6) / 150) ** 2));
  return MIDDLE + line * GAP - (10 + 46 * near) * swell * Math.cos(((x - 342 - line * 7) * Math.PI * 2) / 168) - 4 * near * Math.cos(x / 92);
}

/** The lines from top to bottom, 600 wide. */
export function waves(): ReadonlyArray<Wave> {
  return Array.from({ length: LINES * 2 + 1 }, (_, index) => {
    const line = index - LINES;
    const points = Array.from({ length: 153 }, (_point, at) => `${at * 4 - 4} ${waveHeight(line, at * 4 - 4).toFixed(1)}`);
    return { path: `M${points.join('L')}`, opacity: line === 0 ? 0.85 : 0.55 * Math.exp(-((line / 4.6) ** 2)) + 0.08, width: line === 0 ? 1.8 : 1 };
  });
}
