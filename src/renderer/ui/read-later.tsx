import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/** A part of the product that is read when it is first shown, or before by `load`. */
export type ReadLater<P extends object> = { readonly Part: ComponentType<P & { readonly meanwhile: ReactNode }>; readonly load: () => Promise<void> };

/**
 * Reads a part of the product only when it is needed. Not by React.lazy: that shows its fallback for 300 ms even where the
 * part has long been read, and an agent waits for each of them.
 */
export function readLater<P extends object>(read: () => Promise<ComponentType<P>>): ReadLater<P> {
  let found: ComponentType<P> | null = null;
  const load = async () => {
    found ??= await read();
  };
  function Part({ meanwhile, ...props }: P & { readonly meanwhile: ReactNode }) {
    const [Shown, show] = useState(() => found);
    useEffect(() => {
      if (!Shown) void load().then(() => show(() => found));
    }, [Shown]);
    return Shown ? <Shown {...(props as unknown as P)} /> : meanwhile;
  }
  return { Part, load };
}
