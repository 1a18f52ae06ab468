import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentOf } from './support/agent.ts';
import { median } from './support/measure.ts';
import { largest, type Plan, sizeName } from './support/plan.ts';
import { byValue, type Result } from './support/result.ts';
import { openWindow, signIn } from './support/window.ts';

/** I1: the Customer 360 as the page sees it, beyond what the same calls took inside the data process by its own log. */
export async function roundTrip(plan: Plan): Promise<Result[]> {
  const customers = largest(plan);
  const world = await plan.world(customers);
  const agent = await agentOf(world);
  const customer = Math.floor(customers / 3);
  const window = await openWindow(world.desk);
  const inside = (name: string) => [...readFileSync(join(window.userData, 'careline.log'), 'utf8').matchAll(new RegExp(` ${name.replace('.', '\\.')} ([\\d.]+) ms ok`, 'g'))].map((found) => Number(found[1]));
  try {
    await signIn(window);
    await agent.open([customer], 2);
    await window.inPage(`benchCare.customers.openCase({ customerId: ${customer}, reason: 'search', callId: null, from: null })`);
    const beyond: number[] = [];
    const within: number[] = [];
    for (let round = 0; round <= plan.rounds; round += 1) {
      const outside = await window.inPage<number[]>(`(async () => {
        const times = [];
        for (let sample = 0; sample < ${plan.samples}; sample += 1) {
          const began = performance.now();
          const found = await benchCare.customers.overview({ customerId: ${customer} });
          times.push(performance.now() - began);
          if (found.level !== 2) throw new Error('the customer is not verified');
        }
        return times;
      })()`);
      const same = inside('customers.overview').slice(-plan.samples);
      if (round === 0) continue;
      beyond.push(median(outside) - median(same));
      within.push(median(same));
    }
    return [byValue({ id: 'I1', name: 'Customer 360 in the page, beyond the data process', size: sizeName(customers), unit: 'ms', value: median(beyond), reference: median(within), goal: 1, note: 'the reference is the same call inside the data process; both medians' })];
  } finally {
    await window.close();
    await agent.close();
  }
}
