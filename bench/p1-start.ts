import { serverHost } from '../src/main/platform/server-host.ts';
import { startProgram } from './support/cdp.ts';
import { median, timed } from './support/measure.ts';
import { careline, emptyWindow, scratch } from './support/programs.ts';
import type { Plan } from './support/plan.ts';
import { byRatio, byValue, type Result } from './support/result.ts';
import { signInToSearch, untilSignInTakesKey } from './support/sign-in.ts';
import { PASSWORD, people } from './support/world.ts';

/**
 * P1: from the start of the program until its sign-in field takes a key, and from Enter until the search box takes one.
 * The folders are warm: what the very first start on a machine does once is done before.
 */
export async function start(plan: Plan): Promise<Result[]> {
  const world = await plan.world(plan.sizes[0] ?? 0);
  const [app, empty] = [await careline(), await emptyWindow()];
  const folders = { server: scratch(), demo: scratch(), empty: scratch() };
  const host = serverHost(world.desk);
  const times = { server: [] as number[], demo: [] as number[], empty: [] as number[], search: [] as number[], signIn: [] as number[] };
  const ratios = { server: [] as number[], demo: [] as number[] };
  try {
    for (let round = 0; round <= (plan.quick ? 1 : 7); round += 1) {
      const blank = await startProgram(empty, { CARELINE_USER_DATA: folders.empty.path });
      const painted = await blank.until<number>("(() => { const paint = performance.getEntriesByName('first-contentful-paint')[0]; return paint ? performance.timeOrigin + paint.startTime : null; })()", 'the first paint');
      await blank.stop();
      const desk = await startProgram(app, { CARELINE_USER_DATA: folders.server.path, CARELINE_DATABASE_URL: world.desk });
      const ready = await untilSignInTakesKey(desk);
      const search = await signInToSearch(desk);
      await desk.stop();
      const demo = await startProgram(app, { CARELINE_USER_DATA: folders.demo.path });
      const demoReady = await untilSignInTakesKey(demo);
      await demo.stop();
      const signIn = await timed(async () => (await host.signIn(people.agent, PASSWORD)).person.close());
      if (round === 0) continue;
      times.empty.push(painted - blank.at);
      times.server.push(ready - desk.at);
      times.demo.push(demoReady - demo.at);
      times.search.push(search);
      times.signIn.push(signIn);
      ratios.server.push((ready - desk.at) / (painted - blank.at));
      ratios.demo.push((demoReady - demo.at) / (painted - blank.at));
    }
  } finally {
    for (const folder of Object.values(folders)) folder.done();
  }
  const size = `${times.empty.length} starts`;
  return [
    byRatio({ id: 'P1', name: 'start until the sign-in field takes a key, shared server', size, unit: 'ms', value: median(times.server), reference: median(times.empty), ratio: median(ratios.server), goal: 1.5, aim: 1.3, note: 'against the first paint of an empty window' }),
    byRatio({ id: 'P1', name: 'the same with the embedded demo, which opens meanwhile', size, unit: 'ms', value: median(times.demo), reference: median(times.empty), ratio: median(ratios.demo), note: 'against the first paint of an empty window' }),
    byValue({ id: 'P1', name: 'Enter until the search box takes a key, beyond one sign-in', size, unit: 'ms', value: median(times.search.map((time, at) => time - (times.signIn[at] ?? 0))), reference: median(times.signIn), goal: 500, aim: 200, note: 'the reference is one sign-in without a window' }),
  ];
}
