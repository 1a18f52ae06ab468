import { billNumbered, replayBill } from '../billing/replay.ts';
import { CliFailure, type Command } from './command.ts';
import { replayLines } from './replay-words.ts';
import { folderOption, openTarget, workerOnly } from './target.ts';

export const billCommand: Command = {
  name: 'bill', usage: 'care bill replay NUMBER', sentence: 'Makes a bill again from what it was made of, and says where it differs; ends well only where every amount is the same.', options: folderOption,
  run: async (asked) => {
    const [verb, number] = asked.positionals;
    if (verb !== 'replay' || !number) throw new CliFailure('Write: care bill replay NUMBER');
    const target = await openTarget(asked);
    try {
      await workerOnly(target);
      const replay = await target.worker.read(async (db) => replayBill(db, await billNumbered(db, number)));
      return { ok: replay.equal, value: replay, lines: replayLines(replay) };
    } finally {
      await target.close();
    }
  },
};
