import type { Started } from './cdp.ts';
import { PASSWORD, people } from './world.ts';

/** Remembers when a field took a key, by the field's name; answers the name of the field with the focus. */
const listening = `(() => {
  if (!window.benchHeard) { window.benchHeard = {}; addEventListener('input', (event) => { const name = event.target.name || event.target.getAttribute('aria-label'); window.benchHeard[name] ??= Date.now(); }, true); }
  const field = document.activeElement;
  return field instanceof HTMLInputElement ? field.name || field.getAttribute('aria-label') : null;
})()`;
const SEARCH = 'Search or run a command';

/** When the sign-in field took its first key, in milliseconds since 1970. */
export async function untilSignInTakesKey(program: Started): Promise<number> {
  await program.until(`${listening} === 'login' ? true : null`, 'the sign-in field');
  await program.press('b');
  return program.until<number>('window.benchHeard.login ?? null', 'a key in the sign-in field');
}

/** Signs in at the keyboard; how long it took from Enter until the search box took a key, in milliseconds. */
export async function signInToSearch(program: Started): Promise<number> {
  await program.ask("document.querySelector('[name=login]').select()");
  await program.insert(people.agent);
  await program.press('Tab');
  await program.until(`${listening} === 'password' ? true : null`, 'the password field');
  await program.insert(PASSWORD);
  const began = await program.ask<number>('Date.now()');
  await program.press('Enter');
  await program.until("document.querySelector('.titlebar .find') && !document.querySelector('[name=login]') ? true : null", 'the desk');
  await program.press('k', 'control');
  await program.until(`${listening} === '${SEARCH}' ? true : null`, 'the search box');
  await program.press('b');
  return (await program.until<number>(`window.benchHeard['${SEARCH}'] ?? null`, 'a key in the search box')) - began;
}
