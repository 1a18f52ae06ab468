import type { Role } from '../../contract/procedure.ts';

export type NewMember = { readonly login: string; readonly name: string; readonly role: Role; readonly team: string; readonly extension: string; readonly password: string };
export const LEAST_PASSWORD = 12;

/** What is wrong with a password, said as the cure. */
export function wrongPassword(password: string): string | undefined {
  return password.length < LEAST_PASSWORD ? `Use at least ${LEAST_PASSWORD} characters.` : undefined;
}

/** What is wrong with a new member, by field; the data process checks the same again. */
export function wrongIn(member: NewMember): Partial<Record<keyof NewMember, string>> {
  const wrong: Partial<Record<keyof NewMember, string>> = {};
  if (member.name.trim().length < 2) wrong.name = 'Enter the name.';
  if (!/^[a-z][a-z0-9._-]{2,31}$/.test(member.login.trim())) wrong.login = 'Use 3 to 32 small letters, digits, dot, dash or underscore, starting with a letter.';
  if (!member.team.trim()) wrong.team = 'Enter the team.';
  if (!/^\d{0,6}$/.test(member.extension)) wrong.extension = 'Use up to 6 digits.';
  const password = wrongPassword(member.password);
  if (password) wrong.password = password;
  return wrong;
}
