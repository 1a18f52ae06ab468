import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { agentOf } from './support/agent.ts';
import { bigCustomer } from './support/big-bills.ts';
import { median } from './support/measure.ts';
import { largest, type Plan, sizeName } from './support/plan.ts';
import { scratch } from './support/programs.ts';
import { byValue, type Result } from './support/result.ts';
import { openWindow, signIn, type Window } from './support/window.ts';
import { people } from './support/world.ts';

/** G1: the longest time the window's own process did not come round, while the data process has much to do. */
export async function shellGap(plan: Plan): Promise<Result[]> {
  const [small, large] = [plan.sizes[0] ?? 0, largest(plan)];
  const rounds = plan.quick ? 1 : 5;
  const query = await duringQueries(plan, large, rounds);
  const importing = await duringImport(plan, small, rounds);
  const demo = await duringDemo(rounds);
  const row = (name: string, size: string, gaps: Gaps) => byValue({ id: 'G1', name, size, unit: 'ms', value: median(gaps.busy), reference: median(gaps.idle), goal: 50, aim: 20, note: `the longest gap of each of ${gaps.busy.length} times; the reference is the same window with nothing to do` });
  return [row('longest gap of the shell during large queries', sizeName(large), query), row('longest gap of the shell during an import', '20,000 events', importing), row('longest gap of the shell while the demo opens', 'embedded demo', demo)];
}

type Gaps = { readonly busy: number[]; readonly idle: number[] };
const IDLE_MS = 1_500;

/** Watches the main process; then answers the longest gap since the last answer. */
async function watch({ app }: Window): Promise<() => Promise<number>> {
  await app.evaluate(() => {
    const state = { longest: 0 };
    Object.assign(globalThis, { benchGaps: state });
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      state.longest = Math.max(state.longest, now - last);
      last = now;
    }, 1);
  });
  return () => app.evaluate(() => {
    const state = (globalThis as unknown as { benchGaps: { longest: number } }).benchGaps;
    const { longest } = state;
    state.longest = 0;
    return longest;
  });
}

async function gapsOf(window: Window, rounds: number, work: (round: number) => Promise<unknown>): Promise<Gaps> {
  const longest = await watch(window);
  const gaps: Gaps = { busy: [], idle: [] };
  for (let round = 0; round <= rounds; round += 1) {
    await longest();
    await wait(IDLE_MS);
    const idle = await longest();
    await work(round);
    const busy = await longest();
    if (round === 0) continue;
    gaps.idle.push(idle);
    gaps.busy.push(busy);
  }
  return gaps;
}

async function duringQueries(plan: Plan, size: number, rounds: number): Promise<Gaps> {
  const world = await plan.world(size);
  const { customerId, bills } = bigCustomer(size, 'unbilled');
  const agent = await agentOf(world);
  const window = await openWindow(world.desk);
  try {
    await signIn(window);
    await agent.open([customerId], 2);
    await window.inPage(`benchCare.customers.openCase({ customerId: ${customerId}, reason: 'search', callId: null, from: null })`);
    return await gapsOf(window, rounds, () => window.inPage(`Promise.all([
      benchCare.billing.compareBills({ customerId: ${customerId}, bills: [${bills[0]}, 'unbilled'] }), benchCare.customers.overview({ customerId: ${customerId} }), benchCare.billing.bill({ customerId: ${customerId}, bill: 'unbilled' }),
    ]).then(() => true)`));
  } finally {
    await window.close();
    await agent.close();
  }
}

async function duringImport(plan: Plan, size: number, rounds: number): Promise<Gaps> {
  const world = await plan.world(size);
  const { phone } = bigCustomer(size, 'imported');
  const folder = scratch();
  const window = await openWindow(world.desk);
  try {
    await signIn(window, people.operator);
    return await gapsOf(window, rounds, async (round) => {
      const path = join(folder.path, `usage-${round}.csv`);
      const mark = `${Date.now()}-${round}`;
      const rows = Array.from({ length: plan.quick ? 2_000 : 20_000 }, (_, at) => `bench-${mark}-${at},${phone},voice,2026-10-${String(1 + (at % 28)).padStart(2, '0')}T18:00:00Z,60,12065550100,`);
      writeFileSync(path, `key,line,usage,start,units,destination,visited\n${rows.join('\n')}\n`);
      const accepted = await window.inPage<number>(`(async () => {
        const { profile } = await benchCare.operations.guessProfile({ path: ${JSON.stringify(path)} });
        let accepted = 0;
        for await (const message of await benchCare.operations.importUsage({ path: ${JSON.stringify(path)}, profile })) if (message.kind === 'result') accepted = message.result.accepted;
        return accepted;
      })()`);
      if (accepted !== rows.length) throw new Error(`the import took ${accepted} of ${rows.length} events`);
    });
  } finally {
    await window.close();
    folder.done();
  }
}

/** The data process is ended, as in the tests of a restart, and opens the demo again. */
async function duringDemo(rounds: number): Promise<Gaps> {
  const window = await openWindow(null);
  try {
    return await gapsOf(window, rounds, async () => {
      process.kill(window.app.process().pid ?? 0, 'SIGUSR2');
      await wait(400);
      await window.page.reload();
      await window.page.locator('[name=login]').waitFor({ timeout: 60_000 });
    });
  } finally {
    await window.close();
  }
}
