import { care, lookers, type Role } from '../../contract/procedure.ts';

/** Where a key acts. Two commands may share a key only where they are never there together. */
export type KeyPlace = 'everywhere' | 'customer' | 'bill' | 'compare' | 'staff';
export type SingleKey = { readonly label: string; readonly keys: string; readonly where: KeyPlace; readonly roles: 'staff' | ReadonlyArray<Role> };

/**
 * The commands run by plain keys, with the key they come with. A plain key acts only while no text field has the focus, and
 * a person may give a command another one or none (WCAG 2.1.4). Commands take their key from here by their id.
 */
export const singleKeys = {
  'go.desk': { label: 'Go to Desk', keys: 'G D', where: 'everywhere', roles: care },
  'go.customers': { label: 'Go to Customers', keys: 'G C', where: 'everywhere', roles: lookers },
  'go.operations': { label: 'Go to Operations', keys: 'G P', where: 'everywhere', roles: ['operator'] },
  'go.staff': { label: 'Go to Staff', keys: 'G U', where: 'everywhere', roles: ['useradmin'] },
  'go.audit': { label: 'Go to Audit', keys: 'G H', where: 'everywhere', roles: ['auditor', 'supervisor'] },
  'go.settings': { label: 'Go to Settings', keys: 'G S', where: 'everywhere', roles: 'staff' },
  'keys.show.mark': { label: 'Show all keys', keys: '?', where: 'everywhere', roles: 'staff' },
  'customer.verify': { label: 'Verify the caller', keys: 'V', where: 'customer', roles: care },
  'customer.notes': { label: 'Write call notes', keys: 'N', where: 'customer', roles: care },
  'bills.compare': { label: 'Compare bills', keys: 'C', where: 'customer', roles: lookers },
  'list.filter': { label: 'Filter charges and events', keys: '/', where: 'bill', roles: lookers },
  'compare.copyCustomer': { label: 'Copy the explanation for the customer', keys: 'Y', where: 'compare', roles: lookers },
  'compare.copyNotes': { label: 'Copy the explanation for notes', keys: 'Shift+Y', where: 'compare', roles: lookers },
  'compare.nextPair': { label: 'Explain the next difference', keys: ']', where: 'compare', roles: lookers },
  'compare.previousPair': { label: 'Explain the difference before', keys: '[', where: 'compare', roles: lookers },
  'staff.add': { label: 'Add a member of staff', keys: 'N', where: 'staff', roles: ['useradmin'] },
} as const satisfies Readonly<Record<string, SingleKey>>;

export type SingleKeyId = keyof typeof singleKeys;

/** Whether a command is run by a plain key. */
export function isSingleKeyId(id: string): id is SingleKeyId {
  return Object.hasOwn(singleKeys, id);
}

/** All of them, in the order in which they are shown. */
export const singleKeyIds: ReadonlyArray<SingleKeyId> = Object.keys(singleKeys).filter(isSingleKeyId);

/** What a command with a plain key is. */
export function singleKeyOf(id: SingleKeyId): SingleKey {
  return singleKeys[id];
}
