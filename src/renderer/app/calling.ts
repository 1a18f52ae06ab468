import type { SearchHit } from '../../contract/customers.ts';
import { contactDraftKey, writeContact } from '../customers/new-contact.ts';
import { care } from '../platform/care.ts';
import { act } from '../platform/queries.ts';
import { answer, type Call, finishCall, setCaller } from './call.ts';
import { forgetCase } from './cases.ts';
import { formatPhone } from './phone.ts';
import type { TabCustomer } from './places.ts';
import { openCase, openCustomer, showScreen, useTabs } from './tabs.ts';

/** Takes a ringing call of a known customer: the case is opened with the call as its reason, the tab comes forward. */
export async function answerFor(call: Call, hit: SearchHit): Promise<void> {
  if (!answer(call.id, hit)) return;
  await openCustomer(hit, { reason: 'call', callId: call.id, from: call.from });
}

/** Takes a call from a number nobody has: the search begins with the number, and a new contact is kept as a draft. */
export async function answerUnknown(call: Call): Promise<void> {
  if (!answer(call.id, null)) return;
  showScreen('customers', { text: call.from });
  const key = contactDraftKey(call.from);
  try {
    const kept = await care.customers.draft({ key });
    if (kept.body === null) await act(care.customers.saveDraft, { key, customerId: null, title: `New contact, ${formatPhone(call.from)}`, body: writeContact({ name: '', number: call.from, note: '' }) });
  } catch {
    // The contact can still be kept by hand; the call goes on.
  }
}

/** The agent found out who calls. */
export async function claimCaller(who: TabCustomer, call: Call): Promise<void> {
  if (await openCustomer(who, { reason: 'call', callId: call.id, from: call.from })) setCaller(who.customerId, who.name);
}

/** Closes a call without a wrap-up. What its caller proved ends with it; the customer stays open as found by a search. */
export async function closeCall({ customerId }: Call): Promise<void> {
  finishCall();
  if (customerId === null) return;
  try {
    await act(care.customers.closeCase, { customerId });
    if (useTabs.getState().tabs.some((tab) => tab.customerId === customerId)) await openCase(customerId);
    else forgetCase(customerId);
  } catch {
    // A case that could not be closed ends by itself.
  }
}
