import { create } from 'zustand';
import type { Draft } from '../../contract/customers.ts';
import type { Instant } from '../../contract/dates.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { care } from './care.ts';
import { act, keyOf, queryClient } from './queries.ts';

const PAUSE_MS = 500;
const RETRY_MS = 4000;

export type DraftOf = { readonly customerId: CustomerId | null; readonly title: string };
type Waiting = { readonly of: DraftOf; readonly text: string; timer: ReturnType<typeof setTimeout> };

/** What was typed and is not kept yet, by key. It outlives the screen it was typed on. */
const waiting = new Map<string, Waiting>();
const running = new Map<string, Promise<void>>();

/** Drafts that could not be kept; they are tried again by themselves. */
export const useUnkept = create<{ readonly keys: ReadonlySet<string> }>()(() => ({ keys: new Set() }));

function setUnkept(key: string, failed: boolean): void {
  useUnkept.setState(({ keys }) => {
    if (keys.has(key) === failed) return { keys };
    const next = new Set(keys);
    if (failed) next.add(key);
    else next.delete(key);
    return { keys: next };
  });
}

/** What was typed, by key; null: thrown away. Answers tell their readers a moment later, and a field must have its key at once. */
export const useTyped = create<{ readonly texts: Readonly<Record<string, string | null>> }>()(() => ({ texts: {} }));

/** Shows a text as the draft at once, wherever it is drawn. */
function shown(key: string, body: string | null, savedAt: Instant | null): void {
  useTyped.setState(({ texts }) => (texts[key] === body ? { texts } : { texts: { ...texts, [key]: body } }));
  queryClient.setQueryData(keyOf(care.customers.draft, { key }), { key, body, savedAt });
}

function savedBefore(key: string): Instant | null {
  return queryClient.getQueryData<Pick<Draft, 'savedAt'> | { readonly savedAt: null }>(keyOf(care.customers.draft, { key }))?.savedAt ?? null;
}

/** Keeps a text 500 ms after its last change; until then, and if that fails, it waits here. */
export function keepSoon(key: string, of: DraftOf, text: string, pause: number = PAUSE_MS): void {
  clearTimeout(waiting.get(key)?.timer);
  shown(key, text, savedBefore(key));
  waiting.set(key, { of, text, timer: setTimeout(() => void keepNow(key), pause) });
}

/** Keeps a waiting text now, one save of a key after the other. */
async function keepNow(key: string): Promise<void> {
  await running.get(key);
  const draft = waiting.get(key);
  if (!draft) return;
  clearTimeout(draft.timer);
  waiting.delete(key);
  const save = send(key, draft);
  running.set(key, save);
  await save;
  if (running.get(key) === save) running.delete(key);
}

async function send(key: string, { of, text }: Waiting): Promise<void> {
  try {
    const { savedAt } = await act(care.customers.saveDraft, { key, ...of, body: text });
    setUnkept(key, false);
    // Typed on in the meantime: the newer text stays on the screen.
    shown(key, waiting.get(key)?.text ?? text, savedAt);
  } catch {
    setUnkept(key, true);
    if (!waiting.has(key)) keepSoon(key, of, text, RETRY_MS);
  }
}

/** Keeps everything typed, without waiting for the pause: before the desk is locked or left. */
export async function keepDrafts(): Promise<void> {
  await Promise.all([...waiting.keys()].map(keepNow));
}

/** Throws a draft away. */
export async function throwAway(key: string): Promise<void> {
  clearTimeout(waiting.get(key)?.timer);
  waiting.delete(key);
  await running.get(key);
  shown(key, null, null);
  try {
    await act(care.customers.dropDraft, { key });
    setUnkept(key, false);
  } catch {
    setUnkept(key, true);
  }
}

/** Forgets what waits, when another person sits down. */
export function forgetDrafts(): void {
  for (const { timer } of waiting.values()) clearTimeout(timer);
  waiting.clear();
  useTyped.setState({ texts: {} });
  useUnkept.setState({ keys: new Set() });
}
