import { segments } from './segments.ts';
import { startingAt, type CustomerTab, type PlaceParams, type TabState } from './places.ts';
import type { CustomerId } from '../../contract/ids.ts';

/** The tabs as they are kept over a restart. */
export function keptText(state: TabState): string {
  return JSON.stringify({ tabs: state.tabs.map(({ customerId, name, segment, view, params }) => ({ customerId, name, segment, view, params })), front: state.place.kind === 'customer' ? state.place.customerId : null });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function paramsIn(value: unknown): PlaceParams {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'));
}

function tabIn(value: unknown): CustomerTab | null {
  if (!isRecord(value) || !Number.isSafeInteger(value['customerId']) || typeof value['name'] !== 'string' || typeof value['view'] !== 'string') return null;
  const segment = segments.find((one) => one === value['segment']) ?? 'private';
  return { customerId: value['customerId'] as CustomerId, name: value['name'], segment, view: value['view'], params: paramsIn(value['params']), usedAt: 0 };
}

/** The desk as it was kept; a text that is not understood is an empty desk. The screen in front is the home screen. */
export function restored(text: string | null, home: string): TabState {
  const empty = startingAt(home);
  if (!text) return empty;
  try {
    const found: unknown = JSON.parse(text);
    if (!isRecord(found) || !Array.isArray(found['tabs'])) return empty;
    const tabs = found['tabs'].map(tabIn).filter((tab) => tab !== null);
    const front = tabs.find((tab) => tab.customerId === found['front']);
    return { ...empty, tabs, place: front ? { kind: 'customer', customerId: front.customerId, view: front.view, params: front.params } : empty.place };
  } catch {
    return empty;
  }
}
