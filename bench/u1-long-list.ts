import { agentOf } from './support/agent.ts';
import { bigCustomer } from './support/big-bills.ts';
import { median } from './support/measure.ts';
import { largest, type Plan } from './support/plan.ts';
import { byRatio, byValue, type Result } from './support/result.ts';
import { openCustomer, openWindow, signIn } from './support/window.ts';

const LATE_MS = 34;
/** How far a person scrolls with the wheel in the time of one frame. */
const STEP_PIXELS = 100;

/** Runs the frames of some seconds, scrolling by so much each; answers how long each took. */
const frames = (seconds: number, step: number) => `new Promise((resolve) => {
  const grid = document.querySelector('[role=treegrid][aria-label=Charges]');
  const times = []; let last = performance.now(); const end = last + ${seconds * 1000};
  const next = (now) => { times.push(now - last); last = now; grid.scrollTop += ${step}; if (now < end) requestAnimationFrame(next); else resolve(times.slice(2)); };
  requestAnimationFrame(next);
})`;

/** From a click on the charge until its first events are painted. */
const firstRows = `new Promise((resolve, reject) => {
  const row = [...document.querySelectorAll('[role=treegrid][aria-label=Charges] [role=row]')].find((one) => one.textContent.includes('Calls abroad'));
  const began = performance.now();
  const look = () => {
    if (document.querySelectorAll('[role=treegrid][aria-label=Charges] [aria-level="3"]').length > 5) requestAnimationFrame(() => resolve(performance.now() - began));
    else if (performance.now() - began > 20000) reject(new Error('no events came'));
    else requestAnimationFrame(look);
  };
  row.querySelector('.tree-toggle').click();
  look();
})`;
/** Where the bills stand in the list, the bill in progress being the first. */
const LIST_OF_100000 = 1;
const LIST_OF_200 = 4;

/** U1: the list of the 100,000 events of a bill: from the click until its first rows are painted, and frames while it is scrolled. */
export async function longList(plan: Plan): Promise<Result[]> {
  const customers = largest(plan);
  const world = await plan.world(customers);
  const big = bigCustomer(customers, 'billed');
  const agent = await agentOf(world);
  const window = await openWindow(world.desk);
  const { page, inPage } = window;
  const [bill, line] = [big.bills.at(-1), big.lines.at(-1)];
  try {
    await signIn(window);
    await agent.open([big.customerId], 2);
    await openCustomer(window, big.number, big.name);
    const choices = page.getByRole('listbox', { name: 'Bills' }).getByRole('option');
    // The keys of a customer's views are there a moment after the customer is.
    for (let again = 0; again < 20 && (await choices.count()) === 0; again += 1) {
      await page.keyboard.press('Alt+2');
      await page.waitForTimeout(500);
    }
    await choices.nth(1).waitFor();
    const opened = async (choice: number) => {
      // Another bill and back, so that the list begins closed; what was read before is out of date.
      await choices.nth(2).click();
      await page.waitForTimeout(600);
      await page.keyboard.press('F5');
      await page.waitForTimeout(600);
      await choices.nth(choice).click();
      await page.getByRole('treegrid', { name: 'Charges' }).getByRole('row', { name: /Calls abroad/ }).first().getByRole('button', { name: 'Expand' }).waitFor();
      await page.waitForTimeout(1_200);
      return inPage<number>(firstRows);
    };
    const [first, reference, call] = [[] as number[], [] as number[], [] as number[]];
    for (let round = 0; round <= (plan.quick ? 1 : 7); round += 1) {
      const page200 = await opened(LIST_OF_200);
      const long = await opened(LIST_OF_100000);
      const asked = await inPage<number>(`(async () => { const began = performance.now(); const page = await benchCare.billing.events({ customerId: ${big.customerId}, bill: ${bill}, lineId: ${line}, after: null }); if (page.rows.length !== 200) throw new Error('no page of 200'); return performance.now() - began; })()`);
      if (round === 0) continue;
      reference.push(page200);
      first.push(long);
      call.push(asked);
    }
    const share = (times: ReadonlyArray<number>) => (100 * times.filter((time) => time > LATE_MS).length) / times.length;
    const [still, moving] = [[] as number[], [] as number[]];
    for (let round = 0; round < (plan.quick ? 1 : 5); round += 1) {
      still.push(share(await inPage<number[]>(frames(3, 0))));
      moving.push(share(await inPage<number[]>(frames(5, STEP_PIXELS))));
    }
    const loaded = await inPage<number>("Math.round(document.querySelector('[role=treegrid][aria-label=Charges] .grid-rows').clientHeight / 28)");
    const size = '100,000 events';
    return [
      byRatio({ id: 'U1', name: 'first rows of a long list, from the click to the paint', size, unit: 'ms', value: median(first), reference: median(reference), ratio: median(first.map((value, at) => value / (reference[at] ?? Number.NaN))), goal: 3, note: `against the same click on a list of 200; the call for the page alone takes ${median(call).toFixed(1)} ms` }),
      byValue({ id: 'U1', name: `frames later than ${LATE_MS} ms at normal scroll`, size, unit: '%', value: median(moving), reference: median(still), goal: 2, aim: 0, note: `${STEP_PIXELS} pixels a frame, about ${loaded.toLocaleString('en-US')} rows loaded by the end; the reference is the same window standing still` }),
    ];
  } finally {
    await window.close();
    await agent.close();
  }
}
