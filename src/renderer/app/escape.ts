import { useEffect, useRef } from 'react';

const layers: Array<{ readonly close: () => void }> = [];

/** While `active`, Esc calls `close`; the layer opened last goes first. */
export function useEscape(active: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!active) return undefined;
    const layer = { close: () => latest.current() };
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [active]);
}

/** Closes the top layer; false where there is none. */
export function escapeTop(): boolean {
  const top = layers.at(-1);
  top?.close();
  return top !== undefined;
}
