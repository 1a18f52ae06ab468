import { releaseReservation, reserveAllowance } from '../billing/reserve-allowance.ts';
import { rows } from '../platform/database.ts';
import { refusalOf } from '../platform/sql-refusals.ts';
import { type Asked, CliFailure, type Command, numberOption, type Outcome, textOption } from './command.ts';
import { folderOption, openTarget, type Target, workerOnly } from './target.ts';

const AN_HOUR = 3600;
const WRITE = 'Write: care reserve LINE ALLOWANCE UNITS --key KEY, or care reserve --release KEY';

/** For the network that lets sessions run: what it may use is put aside, and freed where nothing was used. */
export const reserveCommand: Command = {
  name: 'reserve', usage: 'care reserve LINE ALLOWANCE UNITS --key KEY [--seconds 3600] | care reserve --release KEY', sentence: 'As the worker: puts units of an allowance aside for a session until the usage record of that key arrives, the time is over, or it is released.',
  options: { ...folderOption, key: { type: 'string', sentence: 'key of the session, which its usage record will have' }, seconds: { type: 'string', sentence: `how long it is put aside at most (default: ${AN_HOUR})` }, release: { type: 'string', sentence: 'key of the session that used nothing' } },
  run: async (asked) => {
    const target = await openTarget(asked);
    try {
      await workerOnly(target);
      return await (typeof asked.values['release'] === 'string' ? released(target, asked.values['release']) : reserved(target, asked));
    } catch (failure) {
      const refusal = refusalOf(failure);
      if (refusal) throw new CliFailure(refusal.message);
      throw failure;
    } finally {
      await target.close();
    }
  },
};

async function released({ worker }: Target, key: string): Promise<Outcome> {
  const freed = await releaseReservation(worker, key);
  return { ok: true, value: { key, released: freed }, lines: [freed ? `${key} is released.` : `${key} had ended before; nothing changed.`] };
}

async function reserved({ worker }: Target, asked: Asked): Promise<Outcome> {
  const [line, allowance, units] = asked.positionals;
  if (!line || !allowance || !/^[1-9]\d{0,14}$/.test(units ?? '')) throw new CliFailure(WRITE);
  const key = textOption(asked, 'key');
  const seconds = numberOption(asked, 'seconds', AN_HOUR);
  const [service] = await worker.read((db) => rows<{ id: number }>(db, 'select g.service_id as id from api.guide(?::text[]) g where g.ended is null', [[line]]));
  if (!service) throw new CliFailure(`No service has the number ${line}. Write it as usage files do, such as 12065550142.`);
  const made = await reserveAllowance(worker, { serviceId: service.id, allowance, units: Number(units), key, seconds });
  return { ok: true, value: { key, units: made.units, asked: Number(units) }, lines: [`${made.units} of ${units} put aside for ${key}, for at most ${seconds} s.`] };
}
