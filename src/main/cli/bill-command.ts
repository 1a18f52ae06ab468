import { writeFileSync } from 'node:fs';
import { eventFile } from '../billing/event-file.ts';
import { billNumbered, replayBill } from '../billing/replay.ts';
import { CliFailure, type Command } from './command.ts';
import { replayLines } from './replay-words.ts';
import { folderOption, openTarget, workerOnly } from './target.ts';

export const billCommand: Command = {
  name: 'bill', usage: 'care bill replay NUMBER | care bill events NUMBER --csv FILE', sentence: 'Makes a bill again from what it was made of, and says where it differs; ends well only where every amount is the same. Or writes its events to a file.', options: { ...folderOption, csv: { type: 'string', sentence: 'file to write the events of the bill to' } },
  run: async (asked) => {
    const [verb, number] = asked.positionals;
    const csv = asked.values['csv'];
    if (!number || (verb !== 'replay' && (verb !== 'events' || typeof csv !== 'string'))) throw new CliFailure('Write: care bill replay NUMBER, or care bill events NUMBER --csv FILE');
    const target = await openTarget(asked);
    try {
      await workerOnly(target);
      if (typeof csv === 'string') {
        const file = await target.worker.write(async (db) => eventFile(db, await billNumbered(db, number)));
        writeFileSync(csv, file.text);
        return { ok: true, value: { bill: number, events: file.events, file: csv }, lines: [`${file.events} ${file.events === 1 ? 'event' : 'events'} of bill ${number} written to ${csv}.`] };
      }
      const replay = await target.worker.read(async (db) => replayBill(db, await billNumbered(db, number)));
      return { ok: replay.equal, value: replay, lines: replayLines(replay) };
    } finally {
      await target.close();
    }
  },
};
