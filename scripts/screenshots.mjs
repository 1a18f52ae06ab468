/**
 * `npm run screenshots`: a picture of every screen and its states, light and dark, at 1440x900 and 1280x800, into
 * .runtime/screens, each looked through by axe. Ends with 0 only where axe has no serious or critical finding and every
 * registered screen was seen. `--quick` takes light 1440 and dark 1280; a word takes only the screens with it in their name.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findings, places, registered, shape, shapes } from './lib/catalogue.mjs';
import { hasDisplay, withDisplay } from './lib/display.mjs';
import { launchArgs } from './lib/launch-args.mjs';
import { root, runtimeDir } from './lib/paths.mjs';

const wanted = process.argv.includes('--quick') ? [shapes[0], shapes[3]] : shapes;
const word = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '';
const folder = join(runtimeDir, 'screens');

if (hasDisplay()) process.exitCode = await take();
else process.exitCode = await withDisplay(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);

async function take() {
  const { _electron } = await import('@playwright/test');
  if (!word) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const userData = mkdtempSync(join(tmpdir(), 'careline-screens-'));
  const { executablePath, args } = launchArgs(['--force-color-profile=srgb', '--lang=en-US']);
  const app = await _electron.launch({ executablePath, args, cwd: root, env: { ...process.env, CARELINE_USER_DATA: userData } });
  const faults = [];
  const seen = new Set();
  let pictures = 0;
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(30_000);
    await page.getByLabel('User name').waitFor();
    for await (const name of places(page, app)) {
      seen.add(name);
      if (!name.includes(word)) continue;
      for (const one of wanted) {
        await shape(app, page, one);
        const called = `${name}-${one[0]}-${one[1]}`;
        await page.screenshot({ path: join(folder, `${called}.png`) });
        pictures += 1;
        faults.push(...(await findings(page, called)));
      }
    }
  } catch (failure) {
    faults.push(`the walk stopped after ${[...seen].at(-1)}: ${failure instanceof Error ? failure.message : String(failure)}`);
  } finally {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  }
  for (const name of registered()) if (!seen.has(name)) faults.push(`${name} is registered and was not seen`);
  process.stdout.write(`${pictures} pictures in ${folder}\n${faults.length > 0 ? faults.join('\n') : 'every registered screen was seen, and axe found nothing serious or critical'}\n`);
  return faults.length > 0 ? 1 : 0;
}
