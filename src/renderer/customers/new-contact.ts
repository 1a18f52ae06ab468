/** A caller who is no customer yet, as it is kept in a draft. */
export type NewContact = { readonly name: string; readonly number: string; readonly note: string };

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** A contact out of a draft's text; an empty or foreign text begins with the number alone. */
export function readContact(text: string, number: string): NewContact {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === 'object' && found !== null && 'name' in found && 'number' in found && 'note' in found) return { name: textOf(found.name), number: textOf(found.number), note: textOf(found.note) };
  } catch {
    // Not a contact: begin anew.
  }
  return { name: '', number, note: '' };
}

/** The text a contact is kept as. */
export function writeContact(contact: NewContact): string {
  return JSON.stringify(contact);
}

/** Whether a search text reads as a phone number: seven digits or more, and nothing but what numbers are written with. */
export function looksLikePhone(text: string): boolean {
  return /^[+()\d\s.-]+$/.test(text) && text.replace(/\D/g, '').length >= 7;
}

/** The key of the draft of a contact with a number. */
export function contactDraftKey(number: string): string {
  return `newContact:${number.replace(/\D/g, '').slice(0, 40)}`;
}
