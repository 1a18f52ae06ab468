import { create } from 'zustand';
import { isSingleKeyId, type KeyPlace, type SingleKeyId, singleKeyIds, singleKeyOf } from './single-keys.ts';

/** A person's plain keys: all off, and per command another key or none (null). */
export type OwnKeys = { readonly on: boolean; readonly keys: Readonly<Partial<Record<SingleKeyId, string | null>>> };

/** Every command has the key it comes with. */
export const standardKeys: OwnKeys = { on: true, keys: {} };

/** The plain keys of who sits here. */
export const useOwnKeys = create<OwnKeys>()(() => standardKeys);

/** The key a command would have if plain keys are on; undefined where it has none. */
export function chosenKey(id: SingleKeyId, { keys }: Pick<OwnKeys, 'keys'>): string | undefined {
  const own = keys[id];
  return own === undefined ? singleKeyOf(id).keys : (own ?? undefined);
}

/** The key that runs a command now; undefined where it has none or plain keys are off. */
export function keyOf(id: SingleKeyId, own: OwnKeys): string | undefined {
  return own.on ? chosenKey(id, own) : undefined;
}

/** The same for a hint on the screen. */
export function useKeyOf(id: SingleKeyId): string | undefined {
  return useOwnKeys((own) => keyOf(id, own));
}

/** Turns all plain keys on or off. */
export function setSingleKeys(on: boolean): void {
  useOwnKeys.setState({ on });
}

/** Gives a command another key, none (null), or the one it comes with (undefined). */
export function setOwnKey(id: SingleKeyId, key: string | null | undefined): void {
  useOwnKeys.setState(({ keys }) => {
    const { [id]: _, ...rest } = keys;
    return { keys: key === undefined || key === singleKeyOf(id).keys ? rest : { ...rest, [id]: key } };
  });
}

/** Every command gets the key it comes with. */
export function resetOwnKeys(): void {
  useOwnKeys.setState({ keys: {} });
}

/** Two places in which a key could mean two things at once. */
function meet(a: KeyPlace, b: KeyPlace): boolean {
  const ofCustomer = (place: KeyPlace) => place === 'customer' || place === 'bill' || place === 'compare';
  return a === b || a === 'everywhere' || b === 'everywhere' || (ofCustomer(a) && ofCustomer(b) && (a === 'customer' || b === 'customer'));
}

/** The command that has a key already where this one acts; undefined where the key is free. */
export function takenBy(id: SingleKeyId, key: string, own: Pick<OwnKeys, 'keys'>): SingleKeyId | undefined {
  return singleKeyIds.find((other) => other !== id && chosenKey(other, own) === key && meet(singleKeyOf(id).where, singleKeyOf(other).where));
}

/** The keys as they are kept. */
export function keptKeys({ on, keys }: OwnKeys): string {
  return JSON.stringify({ on, keys });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys as they were kept; what is not understood is as it comes. A key that another command has as well is let go. */
export function readKeys(text: string | null): OwnKeys {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    if (!isRecord(found)) return standardKeys;
    const kept = isRecord(found['keys']) ? Object.entries(found['keys']) : [];
    const keys: OwnKeys['keys'] = Object.fromEntries(kept.filter(([id, key]) => isSingleKeyId(id) && (key === null || (typeof key === 'string' && /^(?:[^\sa-z]|Shift\+[A-Z]|G [^\sa-z])$/.test(key)))));
    const free = Object.fromEntries(singleKeyIds.filter((id) => keys[id] !== undefined).map((id) => [id, keys[id] && takenBy(id, keys[id], { keys }) ? null : keys[id]]));
    return { on: found['on'] !== false, keys: free };
  } catch {
    return standardKeys;
  }
}
