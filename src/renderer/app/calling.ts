import type { SearchHit } from '../../contract/customers.ts';
import { care } from '../platform/care.ts';
import { act } from '../platform/queries.ts';
import { answer, type Call, setCaller } from './call.ts';
import { formatPhone } from './phone.ts';
import type { TabCustomer } from './places.ts';
import { openCustomer, showScreen } from './tabs.ts';

/** Takes a ringing call of a known customer: the case is opened with the call as its reason, the tab comes forward. */
export async function answerFor(call: Call, hit: SearchHit): Promise<void> {
  if (!answer(call.id, hit)) return;
  await openCustomer(hit, { reason: 'call', callId: call.id, from: call.from });
}

/** Takes a call from a number nobody has: a new contact is kept as a draft, and the search begins with the number. */
export async function answerUnknown(call: Call): Promise<void> {
  if (!answer(call.id, null)) return;
  showScreen('caller', { callId: call.id, from: call.from });
  await act(care.customers.saveDraft, { key: contactKey(call.id), customerId: null, title: `New contact, ${formatPhone(call.from)}`, body: '' }).catch(() => undefined);
}

/** The draft of a contact that is no customer yet. */
export function contactKey(callId: string): string {
  return `contact:${callId.replace(/[^a-zA-Z0-9._-]/g, '-').slice(0, 80)}`;
}

/** The agent found out who calls. */
export async function claimCaller(who: TabCustomer, call: Call): Promise<void> {
  if (await openCustomer(who, { reason: 'call', callId: call.id, from: call.from })) setCaller(who.customerId, who.name);
}
