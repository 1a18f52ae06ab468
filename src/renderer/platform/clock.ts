import { useSyncExternalStore } from 'react';
import type { Instant } from '../../contract/dates.ts';

// The product's time is told by the data process (the demo's starts at a date of its own); from then on it ticks here.
let base = 0;
let since = 0;

/** Sets the product's clock to a moment told by the data process. */
export function setClock(now: Instant): void {
  base = Date.parse(now);
  since = performance.now();
  tick();
}

/** The product's time in milliseconds. */
export function productNow(): number {
  return base + Math.floor(performance.now() - since);
}

/** The product's time as an instant. */
export function productInstant(): Instant {
  return new Date(productNow()).toISOString();
}

const readers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
function tick(): void {
  for (const reader of readers) reader();
}
function subscribe(reader: () => void): () => void {
  readers.add(reader);
  timer ??= setInterval(tick, 1000);
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The product's time, whole seconds (or minutes), in milliseconds; the component draws again as it passes. */
export function useNow(step: 'second' | 'minute' = 'second'): number {
  const size = step === 'second' ? 1000 : 60_000;
  return useSyncExternalStore(subscribe, () => Math.floor(productNow() / size) * size);
}
