import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildDemo } from '../demo/build-world.ts';
import { row } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { type Asked, CliFailure, type Command, numberOption, type Outcome, textOption } from './command.ts';
import { folderOption, openTarget } from './target.ts';

export const DEMO_SCALE = 300;
const SEED = 2026;

async function build(asked: Asked, scale: number): Promise<Outcome> {
  const target = await openTarget(asked, true);
  try {
    await migrate(target.owner);
    if (await row(target.owner, 'select 1 from care.settings s')) throw new CliFailure(`${target.label} holds data already. The demo is only written into an empty database.`);
    await buildDemo(target.owner, { scale, seed: numberOption(asked, 'seed', SEED), onProgress: ({ done, total }) => asked.progress('Living through the months', done, total) });
    const made = await row<{ customers: number; bills: number; usage: number }>(target.owner, 'select (select count(*) from care.customers) as customers, (select count(*) from bill.bills) as bills, (select count(*) from bill.usage) as usage');
    return { ok: true, value: { database: target.label, ...made }, lines: [`${made?.customers} customers, ${made?.bills} bills, ${made?.usage} usage events in ${target.label}.`] };
  } finally {
    await target.close();
  }
}

export const demoCommand: Command = {
  name: 'demo', usage: 'care demo --scale 300', sentence: 'Writes the demo world into an empty database: twelve stories and N generated customers.',
  options: { ...folderOption, scale: { type: 'string', sentence: 'how many generated customers beside the twelve' }, seed: { type: 'string', sentence: 'the same seed makes the same world' } },
  run: (asked) => build(asked, numberOption(asked, 'scale', DEMO_SCALE)),
};

/** The engine keeps up to a gigabyte of log for reuse; a template that is copied at a first start must be small. */
async function keepLogSmall(asked: Asked): Promise<void> {
  const target = await openTarget(asked, true);
  await target.owner.raw("alter system set min_wal_size = '32MB'");
  await target.owner.raw("alter system set max_wal_size = '64MB'");
  await target.close();
}

/** Opened once more, so that the log of the last minutes is written away and let go. */
async function settle(asked: Asked): Promise<void> {
  const target = await openTarget(asked);
  await target.owner.raw('checkpoint');
  await target.owner.raw('checkpoint');
  await target.close();
}

/** Prepares what a first start copies. Made aside and renamed, so that half a template is never one. */
export const demoTemplateCommand: Command = {
  name: 'demo-template', usage: 'care demo-template', sentence: 'Prepares the embedded demo database that a first start copies.', options: { out: { type: 'string', sentence: 'where to (default: .runtime/demo-template)' }, scale: { type: 'string', sentence: 'how many generated customers' } },
  run: async (asked) => {
    const out = resolve(textOption(asked, 'out', join('.runtime', 'demo-template')));
    const making = `${out}.making`;
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    const inMaking = { ...asked, values: { ...asked.values, folder: making } };
    await keepLogSmall(inMaking);
    const outcome = await build(inMaking, numberOption(asked, 'scale', DEMO_SCALE));
    await settle(inMaking);
    rmSync(out, { recursive: true, force: true });
    renameSync(making, out);
    return outcome;
  },
};
