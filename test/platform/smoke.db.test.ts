import { expect, it } from 'vitest';
import { careAs, onDemos, openAt, overviewOf } from '../support/demo-world.ts';
onDemos('smoke', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  it('works', async () => {
    const { care } = made();
    const id = await openAt(demo(), care, '10482291', 2);
    const o = await overviewOf(care, id);
    console.log(JSON.stringify(o).slice(0, 6000));
    for (const f of [() => care.billing.bill({ customerId: 'x' as never, bill: 'unbilled' }), () => care.operations.imports(), () => (care as any).billing.nope({})]) await f().catch((e: any) => console.log(e.code, e.message, e.data));
    expect(o.level).toBe(2);
  });
});
