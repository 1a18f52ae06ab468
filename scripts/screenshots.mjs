/**
 * `npm run screenshots`: a picture of every screen, light and dark, at 1440x900 and 1280x800, into .runtime/screens, each
 * looked through by axe. Ends with 0 only where axe has no serious or critical finding. `--quick` takes light 1440 and dark 1280.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasDisplay, withDisplay } from './lib/display.mjs';
import { launchArgs } from './lib/launch-args.mjs';
import { runtimeDir } from './lib/paths.mjs';

const ELENA = { number: '10482291', phone: '+12065550142', pin: '2580' };
const accounts = {
  agent: ['nadia.okafor', 'demo-agent-2026'], operator: ['priya.natarajan', 'demo-operator-2026'], auditor: ['tomas.lind', 'demo-auditor-2026'], useradmin: ['grace.muller', 'demo-useradmin-2026'],
};
const full = [['light', 1440, 900], ['dark', 1440, 900], ['light', 1280, 800], ['dark', 1280, 800]];
const shapes = process.argv.includes('--quick') ? [full[0], full[3]] : full;
const folder = join(runtimeDir, 'screens');

if (hasDisplay()) process.exitCode = await take();
else process.exitCode = await withDisplay(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);

async function take() {
  const { _electron } = await import('@playwright/test');
  const { default: AxeBuilder } = await import('@axe-core/playwright');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const userData = mkdtempSync(join(tmpdir(), 'careline-screens-'));
  const { executablePath, args } = launchArgs(['--force-color-profile=srgb', '--lang=en-US']);
  const found = [];
  let pictures = 0;
  // Each role has the application for itself: what the one left open is not in the pictures of the other.
  const start = async (walk) => {
    const app = await _electron.launch({ executablePath, args, env: { ...process.env, CARELINE_USER_DATA: userData } });
    const page = await app.firstWindow();
    page.setDefaultTimeout(60_000);
    const keys = async (...pressed) => {
      for (const key of pressed) await page.keyboard.press(key);
    };
    const shoot = async (name) => {
      for (const [theme, width, height] of shapes) {
        await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [width, height]);
        await page.evaluate((value) => { document.documentElement.dataset.theme = value; document.documentElement.dataset.mantineColorScheme = value; }, theme);
        await page.waitForTimeout(350);
        await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
        pictures += 1;
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        for (const violation of violations) if (violation.impact === 'serious' || violation.impact === 'critical') found.push(`${name} ${theme} ${width}: ${violation.id}, ${violation.nodes.length} times, such as ${violation.nodes[0]?.target.join(' ')}`);
      }
    };
    const settle = () => page.waitForTimeout(900);
    const signIn = async (role) => {
      await page.getByLabel('User name').waitFor();
      await page.getByLabel('User name').fill(accounts[role][0]);
      await page.getByLabel('Password', { exact: true }).fill(accounts[role][1]);
      await keys('Enter');
      await page.locator('button.agent').waitFor();
      await settle();
    };
    const byPalette = async (command) => {
      await keys('Control+K');
      await page.keyboard.type(`>${command}`);
      await page.getByRole('dialog', { name: 'Command palette' }).getByRole('option', { selected: true }).filter({ hasText: command }).waitFor();
      await keys('Enter');
      await settle();
    };
    try {
      await page.getByLabel('User name').waitFor();
      await walk({ page, keys, shoot, settle, signIn, byPalette });
    } finally {
      await app.close();
    }
  };
  try {
    await start(agentScreens);
    for (const [role, path] of [['operator', 'operations'], ['useradmin', 'staff'], ['auditor', 'audit']]) {
      await start(async ({ signIn, shoot }) => {
        await signIn(role);
        await shoot(path);
      });
    }
  } finally {
    rmSync(userData, { recursive: true, force: true });
  }
  process.stdout.write(`${pictures} pictures in ${folder}\n${found.length > 0 ? found.join('\n') : 'axe found nothing serious or critical.'}\n`);
  return found.length > 0 ? 1 : 0;
}

/** Everything an agent sees on a call, in the order of the call. */
async function agentScreens({ page, keys, shoot, settle, signIn, byPalette }) {
  await shoot('sign-in');
  await signIn('agent');
  await shoot('desk');
  await keys('g', 'c');
  await settle();
  await page.keyboard.type('marchetti');
  await settle();
  await shoot('customers');
  await byPalette('Simulate an incoming call');
  await keys('Control+A');
  await page.keyboard.type(ELENA.phone);
  await keys('Enter');
  await page.getByRole('region', { name: 'Incoming call' }).waitFor();
  await shoot('incoming-call');
  await keys('F7');
  await page.getByRole('region', { name: 'Verify the caller' }).waitFor();
  await settle();
  await shoot('overview-identified');
  await keys('v');
  await page.keyboard.type(ELENA.pin);
  await keys('Enter');
  await page.getByRole('region', { name: 'Caller verified' }).waitFor();
  await settle();
  for (const [index, view] of ['overview', 'billing', 'payments', 'usage', 'services', 'contacts', 'timeline'].entries()) {
    await keys(`Alt+${index + 1}`);
    await settle();
    await shoot(view);
  }
  await keys('Alt+1', 'c');
  await page.locator('.cmp-cause').first().waitFor();
  await settle();
  await shoot('compare');
  await keys('Alt+1');
  await page.locator('.cust-id').getByRole('button', { name: 'Bill now' }).click();
  await page.getByRole('dialog').waitFor();
  await settle();
  await shoot('bill-now');
  await keys('Escape');
  await keys('Control+K');
  await page.keyboard.type('bill');
  await settle();
  await shoot('palette');
  await keys('Escape', 'Escape', 'F1');
  await settle();
  await shoot('keys');
  await keys('Escape', 'g', 's');
  await settle();
  await shoot('settings');
  await keys('Control+l');
  await page.getByLabel('Password', { exact: true }).waitFor();
  await shoot('locked');
}
