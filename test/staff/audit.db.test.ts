import { expect, it } from 'vitest';
import { row, rows } from '../../src/main/platform/database.ts';
import { careAs, onDemos, openAt, refusal, storyOf } from '../support/demo-world.ts';

onDemos('The audit trail', async (demo) => ({ auditor: await careAs(demo, 'auditor'), agent: await careAs(demo, 'agent') }), (made, demo) => {
  it('comes newest first, page by page, everything once', async () => {
    const { auditor, agent } = made();
    for (let at = 0; at < 3; at += 1) await agent.customers.search({ text: `Marchetti ${at}` });
    const all: number[] = [];
    for (let before: number | undefined; ;) {
      const page = await auditor.staff.audit(before === undefined ? {} : { before });
      all.push(...page.rows.map(({ id }) => id));
      expect(page.rows.length).toBeLessThanOrEqual(200);
      if (page.next === null) break;
      before = page.next;
    }
    const truth = await rows<{ id: number }>(demo().owner, 'select e.id from audit.entries e order by e.id desc');
    expect(all).toEqual(truth.map(({ id }) => id));
    expect(all.length).toBeGreaterThan(400);
  });

  it('is filtered by who and what, with names for the auditor alone', async () => {
    const { auditor, agent } = made();
    const customerId = await openAt(demo(), agent, storyOf('elena').number, 2);
    await agent.customers.closeCase({ customerId });
    const trail = await auditor.staff.audit({ login: 'nadia.okafor', action: 'case.' });
    expect(trail.rows.map(({ action }) => action)).toEqual(['case.close', 'case.check', 'case.answer', 'case.open']);
    expect(trail.rows[0]).toMatchObject({ customerId, customer: 'Elena Marchetti', login: 'nadia.okafor' });
    const supervisor = await careAs(demo(), 'supervisor');
    const seen = await supervisor.staff.audit({ login: 'nadia.okafor', action: 'case.' });
    expect(seen.rows.map(({ action, customer }) => [action, customer])).toEqual(trail.rows.map(({ action }) => [action, null]));
    expect((await auditor.staff.audit({ action: 'nothing.' })).rows).toEqual([]);
    expect(await refusal(agent.staff.audit({}))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('says what is sealed and when the last seal was set', async () => {
    const { auditor, agent } = made();
    await agent.customers.search({ text: 'Lindgren' });
    const before = await auditor.staff.audit({ login: 'nadia.okafor', action: 'search' });
    expect(before.rows[0]?.sealed).toBe(false);
    // Only what is older than every open transaction of the server is sealed, and other tests have theirs.
    await expect.poll(async () => {
      await demo().worker.write((db) => row(db, 'select api.seal_audit()'));
      return (await auditor.staff.audit({ login: 'nadia.okafor', action: 'search' })).rows.every((entry) => entry.sealed);
    }, { timeout: 60_000, interval: 100 }).toBe(true);
    const after = await auditor.staff.audit({ login: 'nadia.okafor', action: 'search' });
    expect(after.lastSeal).not.toBe(before.lastSeal);
    expect(await row(demo().owner, 'select count(*)::int as n from api.broken_seals()')).toEqual({ n: 0 });
  });

  it('shows when somebody touched it, who owns the database included', async () => {
    const touched = await row<{ id: number }>(demo().owner, "select e.id from audit.entries e where e.action = 'bill.issue' order by e.id limit 1");
    await demo().owner.transaction(async (trx) => {
      await trx.raw('alter table audit.entries disable trigger never_changed');
      await trx.raw("update audit.entries set details = details || '{\"total\": 1}' where id = ?", [touched?.id ?? 0]);
      await trx.raw('alter table audit.entries enable always trigger never_changed');
    });
    expect(await row(demo().owner, 'select count(*)::int as n from api.broken_seals()')).toEqual({ n: 1 });
  });
});
