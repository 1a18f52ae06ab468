/** `npm start`: opens the application. Without a display it plays the tour in a virtual one instead. */
import { join } from 'node:path';
import { hasDisplay, run } from './lib/display.mjs';
import { launchArgs } from './lib/launch-args.mjs';
import { root } from './lib/paths.mjs';
import { say } from './lib/say.mjs';

if (hasDisplay()) {
  const { executablePath, args } = launchArgs(process.argv.slice(2));
  if (args.includes("--no-sandbox")) say("Chromium's sandbox is off: it does not start as root, or this system forbids it");
  process.exitCode = await run(executablePath, args, { cwd: root });
} else {
  say('there is no display here, so the tour is played in a virtual one; on a desk `npm start` opens the window');
  process.exitCode = await run(process.execPath, [join(root, 'scripts', 'tour.mjs')], { cwd: root });
}
