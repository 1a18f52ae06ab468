import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** The four pictures of a screen: both themes at the usual and the smallest size. The first and the last are the quick set. */
export const shapes = [['light', 1440, 900], ['dark', 1440, 900], ['light', 1280, 800], ['dark', 1280, 800]];

const accounts = {
  agent: ['nadia.okafor', 'demo-agent-2026'], supervisor: ['marcus.reyes', 'demo-supervisor-2026'], operator: ['priya.natarajan', 'demo-operator-2026'], auditor: ['tomas.lind', 'demo-auditor-2026'], useradmin: ['grace.muller', 'demo-useradmin-2026'],
};
const elena = { number: '10482291', phone: '+12065550142', pin: '2580' };
const shared = '+15095550164';
const nobody = '+12065550199';
const child = { number: '22600425', pin: '4108' };
const quiet = { phone: '+12065550152', pin: '7742' };

/** Every screen and every view of a customer that is registered, by name, read from the registries themselves. */
export function registered() {
  const names = (file, field) => [...readFileSync(join(root, 'src', 'renderer', 'app', file), 'utf8').matchAll(new RegExp(`\\{ ${field}: '([a-z-]+)'`, 'g'))].map((found) => found[1]);
  return [...names('screens.ts', 'path'), ...names('customer-views.ts', 'view')];
}

/** A usage file with rows that are used, refused, and kept in suspense. */
function usageFile() {
  const row = (n, line, usage, units, to) => `walk-${n},${line},${usage},2026-11-16T${String(8 + (n % 12)).padStart(2, '0')}:0${n % 6}:00Z,${units},${to},`;
  const rows = Array.from({ length: 14 }, (_, n) => (n % 3 === 0 ? row(n, '12065550142', 'voice', 120 + n, '12065550100') : row(n, `1999555000${n % 10}`, 'voice', 60 + n, '12065550100')));
  return ['key,line,usage,start,units,destination,visited', ...rows, row(15, '12065550142', 'fax', 1, '12065550100')].join('\n');
}

/** The window takes this size and theme. */
export async function shape(app, page, [theme, width, height]) {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [width, height]);
  await page.evaluate((value) => {
    document.documentElement.dataset.theme = value;
    document.documentElement.dataset.mantineColorScheme = value;
  }, theme);
  await page.mouse.move(2, 2);
  await page.waitForTimeout(300);
}

/**
 * Walks through every screen of the product and its states, on a fresh demo, and yields the name of each as it stands.
 * @param {import('@playwright/test').Page} page at the sign-in screen
 * @param {import('@playwright/test').ElectronApplication} app to which a usage file is handed
 */
export async function* places(page, app) {
  const keys = async (...pressed) => {
    for (const key of pressed) await page.keyboard.press(key);
  };
  const settle = (ms = 600) => page.waitForTimeout(ms);
  const region = (name) => page.getByRole('region', { name, exact: true });
  const dialog = (name) => page.getByRole('dialog', { name });
  const signIn = async (role) => {
    await page.getByLabel('User name').fill(accounts[role][0]);
    await page.getByLabel('Password', { exact: true }).fill(accounts[role][1]);
    await keys('Enter');
    await page.locator('button.agent').waitFor();
    await settle();
  };
  const run = async (command) => {
    await keys('Control+K');
    await page.keyboard.type(`> ${command}`);
    await dialog('Command palette').getByRole('option', { selected: true }).filter({ hasText: command }).waitFor();
    await keys('Enter');
  };
  const signOut = async () => {
    await run('Sign out');
    await page.getByLabel('User name').waitFor();
  };
  const ringing = async (phone) => {
    await run('Simulate an incoming call');
    await page.getByLabel('Calling from').waitFor();
    await keys('Control+A');
    await page.keyboard.type(phone);
    await keys('Enter');
    await region('Incoming call').locator('[role=status]').filter({ hasNotText: 'Looking for' }).waitFor();
    await settle();
  };
  const openFound = async (number) => {
    await keys('Control+K');
    await page.keyboard.type(`@${number}`);
    await dialog('Command palette').getByRole('option').first().waitFor();
    await settle(400);
    await keys('Enter');
    await page.locator('.cust-id').waitFor();
    await settle();
  };
  const answer = async (text) => {
    await page.locator('.verify-card input').waitFor();
    await page.locator('.verify-card input').focus();
    await page.keyboard.type(text);
    await keys('Enter');
  };
  const verify = async (pin) => {
    await answer(pin);
    await region('Caller verified').waitFor();
    await page.locator('.locked-part').first().waitFor({ state: 'detached' });
    await settle();
  };
  const closeCall = async () => {
    await keys('Shift+F9');
    await page.getByRole('button', { name: 'Close without wrap-up' }).click();
    await settle();
  };

  yield 'sign-in';
  await page.getByLabel('User name').fill('nadia.okafor');
  await page.getByLabel('Password', { exact: true }).fill('not this one');
  await keys('Enter');
  await page.getByRole('alert').waitFor();
  yield 'sign-in-refused';
  await page.getByRole('button', { name: /database|Change/i }).first().click();
  await page.getByRole('form', { name: 'First start' }).waitFor();
  await page.getByRole('radio').nth(1).click();
  yield 'first-start';
  await page.getByRole('button', { name: 'Back to sign-in' }).click();
  await settle(1200);

  await signIn('agent');
  yield 'desk';
  await keys('g', 'c');
  await settle();
  yield 'customers-empty';
  await page.keyboard.type('marchetti');
  await page.locator('[id*="-0"][role=option]').first().waitFor();
  yield 'customers';
  await keys('Control+A');
  await page.keyboard.type('zzyzx quill');
  await settle(1000);
  yield 'customers-nothing';

  await ringing(shared);
  yield 'chooser';
  await page.getByRole('button', { name: 'Pass on' }).click();
  await ringing(nobody);
  await keys('F7');
  await page.getByRole('form', { name: 'New contact' }).waitFor();
  yield 'new-contact';
  await closeCall();

  await openFound(elena.number);
  yield 'overview-not-known';
  await keys('Alt+2');
  await settle();
  yield 'billing-not-known';
  await ringing(elena.phone);
  yield 'incoming-call';
  await keys('F7');
  await region('Verify the caller').waitFor();
  await keys('Alt+1');
  await settle(1000);
  yield 'overview-identified';
  await keys('v');
  await verify(elena.pin);
  for (const [index, view] of ['overview', 'billing', 'payments', 'usage', 'services', 'contacts', 'timeline'].entries()) {
    await keys(`Alt+${index + 1}`);
    await settle(900);
    yield view;
  }
  await keys('Alt+2');
  await page.getByRole('treegrid', { name: 'Charges' }).focus();
  await keys('Home', 'ArrowDown', 'ArrowDown');
  await settle();
  yield 'billing-charge';
  for (const [name, text] of [['billing-event', 'Mexico'], ['billing-disputed', 'premium']]) {
    await keys('/');
    await page.keyboard.type(text);
    await settle(900);
    await page.getByRole('treegrid', { name: 'Charges' }).focus();
    await keys('Home', 'ArrowDown');
    if (name === 'billing-event') {
      await keys('ArrowRight');
      await settle();
      await keys('ArrowRight');
    }
    await settle();
    yield name;
    await keys('Escape', 'Escape');
  }
  await keys('Escape', 'Alt+1', 'c');
  await page.locator('.cmp-cause').first().waitFor();
  await settle(900);
  yield 'compare';
  await run('Show messages');
  await dialog('Messages').waitFor();
  yield 'messages-none';
  await keys('Escape', 'y', 'Shift+y');
  await run('Show messages');
  await dialog('Messages').getByRole('listitem').first().waitFor();
  yield 'messages';
  await keys('Escape');
  await run('Bill now');
  await dialog('Bill now').locator('[aria-busy=false]').waitFor();
  await settle();
  yield 'bill-now';
  await keys('Escape');
  await keys('Control+K');
  await page.keyboard.type('bill');
  await settle(900);
  yield 'palette';
  await keys('Escape', 'Escape', 'F1');
  await settle();
  yield 'keys';
  await keys('Escape', 'F9');
  await settle();
  yield 'on-hold';
  await keys('F9', 'Shift+F9');
  await page.getByRole('form', { name: 'Wrap up the call' }).waitFor();
  yield 'wrap-up';
  await page.getByRole('button', { name: 'Close without wrap-up' }).click();
  await settle();

  await ringing(quiet.phone);
  await keys('F7');
  await region('Verify the caller').waitFor();
  await keys('v');
  await verify(quiet.pin);
  await keys('Alt+4');
  await settle(900);
  yield 'usage-carried-over';
  await page.getByRole('button', { name: /^Top up/ }).first().click();
  await page.getByText('I can add', { exact: false }).waitFor();
  await settle();
  yield 'usage-top-up';
  await keys('Escape');
  await settle();
  await keys('Alt+1');
  await settle(900);
  yield 'overview-carried-over';
  await keys('c');
  await page.getByText('Nothing changed').waitFor();
  yield 'compare-nothing-changed';
  await closeCall();

  await openFound(child.number);
  await answer(child.pin);
  await page.getByRole('button', { name: 'Ask: Customer number' }).click();
  await answer(child.number);
  await region('Caller verified').waitFor();
  await settle(900);
  yield 'overview-child';
  await keys('Alt+2');
  await settle(900);
  yield 'billing-child';
  await keys('Alt+4');
  await settle(900);
  yield 'usage-thresholds';

  await keys('g', 's');
  await settle();
  yield 'settings';
  await page.getByRole('button', { name: 'Turn off: Compare bills' }).click();
  await page.getByRole('button', { name: 'Change the key: Write call notes' }).click();
  await keys('v');
  yield 'settings-key-refused';
  await keys('Escape');
  await page.getByRole('button', { name: 'Reset all' }).click();
  await keys('Control+l');
  await page.getByRole('form', { name: 'Unlock' }).waitFor();
  yield 'locked';
  await page.getByLabel('Password', { exact: true }).fill(accounts.agent[1]);
  await keys('Enter');
  await page.locator('button.agent').waitFor();
  await run('Change your password');
  await dialog('Change your password').waitFor();
  yield 'password-change';
  await keys('Escape');
  await signOut();

  await signIn('operator');
  yield 'operations';
  const folder = mkdtempSync(join(tmpdir(), 'careline-usage-'));
  const file = join(folder, 'usage-of-november.csv');
  writeFileSync(file, usageFile());
  await app.evaluate((_electron, path) => { process.env.CARELINE_PICK_FILE = path; }, file);
  await page.getByRole('button', { name: 'Choose file' }).click();
  await page.getByRole('button', { name: 'Import file' }).click();
  await page.getByRole('region', { name: 'Result of the import' }).waitFor();
  rmSync(folder, { recursive: true, force: true });
  await page.getByRole('grid', { name: 'Usage in suspense' }).getByRole('row').nth(1).click();
  await page.getByRole('button', { name: 'Try all again' }).click();
  await page.getByText('Tried again.').waitFor();
  await settle();
  yield 'operations-suspense';
  await run('Show bill runs');
  await page.getByText('No bill run yet').waitFor();
  yield 'bill-runs-none';
  await page.getByLabel('Bill day').fill('2026-12-05');
  await page.getByRole('button', { name: 'Try the run', exact: true }).click();
  await page.getByRole('button', { name: 'Make final' }).waitFor();
  await settle();
  yield 'bill-run-trial';
  await page.getByRole('textbox', { name: 'Accounts', exact: true }).fill('10482291, 10396620');
  await page.getByRole('button', { name: 'Try the run', exact: true }).click();
  await page.getByText('Could not be billed').click();
  await page.getByRole('status', { name: 'Account 10396620' }).waitFor();
  await settle();
  yield 'bill-run-errors';
  await run('Re-rate billed usage');
  await page.getByText('No re-rating yet').waitFor();
  yield 'rerating-none';
  await page.getByLabel('First day').fill('2026-10-01');
  await page.getByRole('textbox', { name: 'Services', exact: true }).fill('12065550142');
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByText('Nothing would change').waitFor();
  await settle();
  yield 'rerating';
  await page.getByRole('textbox', { name: 'Services', exact: true }).fill('');
  await page.getByLabel('First day').fill('2024-01-01');
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByRole('progressbar', { name: 'Re-rating' }).waitFor();
  yield 'rerating-under-way';
  await page.getByRole('button', { name: 'Cancel re-rating' }).click();
  await keys('Control+Enter');
  await page.getByText('Nothing was posted').waitFor();
  yield 'rerating-cancelled';
  await run('Record an outage');
  await page.getByText('No outage recorded').waitFor();
  yield 'outages-none';
  await page.getByRole('textbox', { name: 'What happened', exact: true }).fill('Cable cut in Pike Street');
  await page.getByLabel('Service', { exact: true }).selectOption('fibre');
  await page.getByLabel('Place', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Began', { exact: true }).fill('2026-11-03T14:00');
  await page.getByRole('button', { name: 'Record the outage' }).click();
  await page.getByRole('form', { name: 'End the outage' }).waitFor();
  await settle();
  yield 'outages';
  await signOut();

  await signIn('useradmin');
  yield 'staff';
  await keys('n');
  await dialog('Add a member of staff').waitFor();
  yield 'staff-add';
  for (const [label, text] of [['Name', 'Ines Duarte'], ['User name', 'ines.duarte'], ['Team', 'Billing'], ['Extension', '4199'], ['First password', 'a-first-password']]) await dialog('Add a member of staff').getByRole('textbox', { name: label, exact: true }).fill(text);
  await keys('Enter');
  await page.getByText('ines.duarte').first().waitFor();
  await signOut();
  await page.getByLabel('User name').fill('ines.duarte');
  await page.getByLabel('Password', { exact: true }).fill('a-first-password');
  await keys('Enter');
  await page.getByRole('form', { name: 'Your own password' }).waitFor();
  await keys('Enter');
  yield 'own-password';
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('User name').waitFor();
  await signIn('auditor');
  await openFound(elena.number);
  yield 'overview-auditor';
  await keys('Alt+2');
  await page.getByRole('treegrid', { name: 'Charges' }).waitFor();
  await run('Replay this bill');
  await dialog('Replay of bill').getByText('Every amount reproduced').waitFor();
  await settle();
  yield 'billing-replay';
  await keys('Escape');
  await keys('g', 'h');
  await page.getByRole('grid', { name: 'Audit trail' }).waitFor();
  await settle();
  yield 'audit';
  await signOut();

  await signIn('supervisor');
  await ringing(elena.phone);
  await keys('F7');
  await region('Verify the caller').waitFor();
  await keys('v');
  await verify(elena.pin);
  await keys('Alt+2');
  await page.getByRole('treegrid', { name: 'Charges' }).waitFor();
  await keys('/');
  await page.keyboard.type('unlimited');
  await settle(900);
  await page.getByRole('treegrid', { name: 'Charges' }).focus();
  await keys('Home', 'ArrowRight');
  await settle();
  await keys('ArrowDown');
  await settle();
  yield 'billing-charge-supervisor';
  await run('Who else is hit by this?');
  await page.getByLabel('What is hit').waitFor();
  await settle();
  yield 'same-cause';
  await page.getByLabel('First bill day').fill('2026-10-01');
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await page.getByText('bills from 1 Oct 2026 on').waitFor();
  await page.getByRole('button', { name: 'Work out the credit' }).click();
  await page.getByLabel('What goes back').waitFor();
  await page.getByRole('radio', { name: 'Credit notes' }).click();
  await settle();
  yield 'same-cause-credit';
  await page.getByLabel('Reason, as customers read it').fill('Wrong price of roaming');
  await page.getByRole('button', { name: /^Credit \$/ }).click();
  await page.getByText(/credit notes? issued/).waitFor();
  await settle(1500);
  yield 'same-cause-credited';
}

/** Looks a screen through with axe; answers a line for each serious or critical finding. */
export async function findings(page, name) {
  const { default: AxeBuilder } = await import('@axe-core/playwright');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${name}: ${id}, ${help} (${nodes.length} times): ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join('; ')}`);
}
