import { type Outage, OutageRecord } from '../../contract/outages.ts';
import { endOutage, outagesFound, recordOutage } from '../outages/outages.ts';
import { refusalOf } from '../platform/sql-refusals.ts';
import { type Asked, CliFailure, type Command, type Outcome } from './command.ts';
import { folderOption, openTarget, type Target, workerOnly } from './target.ts';

const WRITE = 'Write: care outage, or care outage --record "Cable cut" --service fibre --place WA/Seattle --began 2026-11-03T14:00 [--ended 2026-11-04T02:00], or care outage --end NUMBER --ended 2026-11-04T02:00';

/** For what watches the network: outages are recorded and ended by it, and listed. */
export const outageCommand: Command = {
  name: 'outage', usage: 'care outage [--record "Cable cut" --service fibre --place WA/Seattle --began 2026-11-03T14:00] [--end NUMBER] [--ended 2026-11-04T02:00]', sentence: 'Lists outages; as the worker records one, or says when one ended. Times are of the operator\'s own clocks.',
  options: { ...folderOption, record: { type: 'string', sentence: 'what happened, in words for customers' }, service: { type: 'string', sentence: 'fibre, mobile, phone or tv' }, place: { type: 'string', sentence: 'place of service addresses, with all that is in it' }, began: { type: 'string', sentence: 'day and time at which it began' }, end: { type: 'string', sentence: 'number of the outage that ended' }, ended: { type: 'string', sentence: 'day and time at which it ended' } },
  run: async (asked) => {
    const target = await openTarget(asked);
    try {
      await workerOnly(target);
      await done(target, asked);
      const all = await target.worker.read(outagesFound);
      return listed(all);
    } catch (failure) {
      const refusal = refusalOf(failure);
      if (refusal) throw new CliFailure(refusal.message);
      throw failure;
    } finally {
      await target.close();
    }
  },
};

async function done({ worker }: Target, { values }: Asked): Promise<void> {
  if (values['record'] !== undefined) {
    const record = OutageRecord.safeParse({ label: values['record'], service: values['service'], place: values['place'], began: values['began'], ended: values['ended'] ?? null });
    if (!record.success) throw new CliFailure(WRITE);
    await worker.write((db) => recordOutage(db, record.data));
  } else if (values['end'] !== undefined) {
    const ended = OutageRecord.shape.began.safeParse(values['ended']);
    if (!ended.success || !/^[1-9]\d{0,14}$/.test(String(values['end']))) throw new CliFailure(WRITE);
    await worker.write((db) => endOutage(db, Number(values['end']), ended.data));
  }
}

function listed(all: ReadonlyArray<Outage>): Outcome {
  return { ok: true, value: all, lines: all.length === 0 ? ['No outage is recorded.'] : all.map(({ id, label, place, service, began, ended, services }) => `${id}  ${began} to ${ended ?? 'now'}  ${service} at ${place}: ${label}, ${services} ${services === 1 ? 'service' : 'services'}`) };
}
