import { wrongPassword } from './new-member.ts';

/** What is typed to choose a password of one's own; `present` is null where it was typed just now to come in. */
export type OwnPassword = { readonly present: string | null; readonly password: string; readonly again: string };

/** What is wrong with it, by field, said as the cure; the data process checks the same again. */
export function wrongInOwn({ present, password, again }: OwnPassword): Partial<Record<keyof OwnPassword, string>> {
  const wrong: Partial<Record<keyof OwnPassword, string>> = {};
  if (present === '') wrong.present = 'Enter your present password.';
  const weak = wrongPassword(password);
  if (weak) wrong.password = weak;
  else if (password === present) wrong.password = 'Choose another password than the present one.';
  else if (again !== password) wrong.again = 'Type the new password once more, the same way.';
  return wrong;
}
