/**
 * `npm run tour`: plays the first call in the real application by its own keyboard and prints what is on the screen.
 * Ends with 0 only if lines sum to totals and causes to the difference. `--pictures` writes the pictures of the guide.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasDisplay, withDisplay } from './lib/display.mjs';
import { launchArgs } from './lib/launch-args.mjs';
import { root, runtimeDir } from './lib/paths.mjs';
import { say, stop } from './lib/say.mjs';
import { smallPng } from './lib/small-png.mjs';
import { faultsIn, openTable, readBill, readComparison, sumOf, written } from './lib/tour-reading.mjs';

const forGuide = process.argv.includes('--pictures') || Boolean(process.env.CARELINE_PICTURES);
const pictures = forGuide ? join(root, 'docs', 'guide', 'pictures') : join(runtimeDir, 'tour');
const caller = { number: '+12065550142', name: 'Elena Marchetti', pin: '2580' };
const agent = { login: 'nadia.okafor', password: 'demo-agent-2026' };
const patience = 30_000;

if (!existsSync(join(root, 'out', 'main', 'index.js'))) stop('Careline is not built yet. Run `npm run ready` first.');
if (hasDisplay()) process.exitCode = await tour();
else process.exitCode = await withDisplay(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);

async function tour() {
  const { _electron } = await import('@playwright/test');
  const userData = mkdtempSync(join(tmpdir(), 'careline-tour-'));
  const { executablePath, args } = launchArgs(['--force-color-profile=srgb', '--lang=en-US']);
  const app = await _electron.launch({ executablePath, args, cwd: root, env: { ...process.env, CARELINE_USER_DATA: userData } });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(patience);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(1440, 900));
    return await play(page);
  } catch (failure) {
    process.stderr.write(`careline: the tour stopped: ${failure instanceof Error ? failure.message.split('\n')[0] : String(failure)}\n`);
    return 1;
  } finally {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

async function play(page) {
  mkdirSync(pictures, { recursive: true });
  const keys = async (...all) => {
    for (const key of all) await page.keyboard.press(key);
  };
  let taken = 0;
  const step = async (name, title) => {
    taken += 1;
    await page.waitForTimeout(250);
    const file = join(pictures, `${name}.png`);
    const picture = await page.screenshot();
    writeFileSync(file, forGuide ? smallPng(picture) : picture);
    process.stdout.write(`\n${taken}. ${title}   [${relative(root, file)}]\n`);
  };
  const line = (text = '', amount) => process.stdout.write(`   ${amount === undefined ? text : text.padEnd(58) + written(amount).padStart(12)}\n`);

  await page.getByRole('form', { name: 'Sign in' }).waitFor();
  await step('sign-in', 'Sign in: name, Tab, password, Enter');
  await page.keyboard.type(agent.login);
  await keys('Tab');
  await page.keyboard.type(agent.password);
  await keys('Enter');
  await page.getByRole('heading', { name: 'Desk' }).waitFor();
  line(`${await page.locator('button.agent span').nth(1).innerText()} is signed in.`);

  await step('desk', 'The desk');

  await keys('Control+K');
  await page.keyboard.type('> Simulate');
  await page.getByRole('option', { name: /Simulate an incoming call/ }).waitFor();
  await keys('Enter');
  await page.getByLabel('Calling from').waitFor();
  await keys('Control+A');
  await page.keyboard.type(caller.number);
  await keys('Enter');
  const ringing = page.getByRole('region', { name: 'Incoming call' });
  await ringing.getByText(caller.name).waitFor();
  await step('ringing', 'The phone rings: Ctrl+K, simulate, Enter');
  for (const text of (await ringing.innerText()).split('\n').filter((one) => !/^(Answer|F7|Pass on)/.test(one)).slice(0, 4)) line(text);

  await keys('F7');
  await page.getByRole('region', { name: 'Verify the caller' }).waitFor();
  await step('identified', 'The call is taken: F7. The caller is not verified yet');
  await keys('v');
  await page.locator('.verify-card input:focus').waitFor();
  await page.keyboard.type(caller.pin);
  await keys('Enter');
  await page.getByRole('region', { name: 'Caller verified' }).waitFor();
  await page.locator('.overview svg.recharts-surface').first().waitFor();
  // What the check opens is on the screen.
  await page.locator('.locked-part').first().waitFor({ state: 'detached' });
  await step('customer', 'Verified: V, the PIN, Enter. Everything about the customer');
  line(`${await page.getByRole('heading', { level: 1 }).innerText()}, ${(await page.locator('.cust-id').innerText()).match(/Account [\d ]+\d/)?.[0] ?? ''}`);
  for (const text of await page.locator('.standing-cell').evaluateAll((cells) => cells.map((cell) => [cell.querySelector('.standing-label')?.textContent, cell.querySelector('.standing-value > span[aria-hidden]')?.textContent, cell.querySelector('small')?.textContent].filter(Boolean)))) line(`${text[0].padEnd(20)}${text.slice(1).join('   ')}`);

  await keys('Alt+2');
  await page.getByRole('treegrid', { name: 'Charges' }).waitFor();
  await openTable(page, 'Charges');
  await page.waitForTimeout(400);
  const bill = await readBill(page);
  await keys('Escape');
  await step('bill', 'The bill, from service to charge: Alt+2, arrow keys');
  line(`${bill.title} ${bill.number}`);
  for (const service of bill.services) {
    line(service.label, service.amount);
    for (const charge of service.charges) if (charge.amount !== 0) line(`   ${charge.label}`, charge.amount);
  }
  line('Bill total', bill.total);

  await keys('c');
  await page.locator('.cmp-body[aria-busy=false]').waitFor();
  await page.locator('.cmp-plot svg.recharts-surface').waitFor();
  const comparison = await readComparison(page);
  await step('explained', 'Why is it higher? C');
  for (const one of comparison.bills.slice(-2)) line(`${one.label} bill`, one.total);
  line('Difference', comparison.difference);
  line();
  for (const cause of comparison.causes) line(`${cause.title}, ${cause.detail}`, cause.amount);
  line('Sum of the causes', sumOf(comparison.causes.map((cause) => cause.amount)));
  line('Residual', comparison.difference - sumOf(comparison.causes.map((cause) => cause.amount)));
  line();
  line(`Say:   ${comparison.say}`);
  line(`Write: ${comparison.write}`);

  const faults = faultsIn({ bill, comparison });
  process.stdout.write('\n');
  for (const fault of faults) process.stderr.write(`careline: ${fault}\n`);
  if (faults.length === 0) say(`everything adds up to the cent; ${taken} pictures in ${relative(root, pictures)}`);
  return faults.length === 0 ? 0 : 1;
}
