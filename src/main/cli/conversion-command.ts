import { parseRate, rateWords } from '../../contract/conversion.ts';
import { todayOf } from '../billing/compare-bills.ts';
import { conversionRates, setConversionRate } from '../billing/conversion-rates.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { CliFailure, type Command, textOption } from './command.ts';
import { folderOption, openTarget, workerOnly } from './target.ts';

export const conversionCommand: Command = {
  name: 'conversion', usage: 'care conversion [--from JPY --rate 0.006701] [--to USD] [--day 2026-11-27]',
  sentence: 'Lists the conversion rates in force, or stores one; they show one sum of several currencies and post nothing.',
  options: {
    ...folderOption, from: { type: 'string', sentence: 'currency whose rate is stored, such as JPY' }, rate: { type: 'string', sentence: 'what one of it is worth, at most nine decimals' },
    to: { type: 'string', sentence: "currency into which it is converted (default: the operator's)" }, day: { type: 'string', sentence: 'day from which the rate counts, or on which rates are listed (default: today)' },
  },
  run: async (asked) => {
    const target = await openTarget(asked);
    try {
      await workerOnly(target);
      const to = textOption(asked, 'to', await target.worker.read(async (db) => (await catalogInForce(db)).catalog.currency));
      const day = textOption(asked, 'day', await target.worker.read(todayOf));
      if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new CliFailure(`--day must be a day such as 2026-11-27, not "${day}".`);
      if (asked.values['from'] !== undefined) {
        const rate = parseRate(textOption(asked, 'rate'));
        if (rate === undefined) throw new CliFailure('--rate must be a number above zero with at most nine decimals, such as 0.006701.');
        const stored = { from: textOption(asked, 'from'), to, day, rate };
        await setConversionRate(target.worker, stored);
        return { ok: true, value: { stored }, lines: [`Stored: ${rateWords(stored)}.`] };
      }
      const rates = await target.worker.read((db) => conversionRates(db, to, day));
      return { ok: true, value: { to, day, rates }, lines: rates.length === 0 ? [`No rate into ${to} is stored.`] : rates.map(rateWords) };
    } finally {
      await target.close();
    }
  },
};
