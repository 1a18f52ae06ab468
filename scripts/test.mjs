/**
 * `npm test`: laws, lint and types, unit, data and journeys. With --long the long set: full property counts, the data
 * tests again on PostgreSQL 15, attacks, kills. The last line is the sum: 'N passed, N failed'.
 */
import { check, journeys, vitest } from './lib/steps.mjs';
import { hasPostgres15 } from './lib/postgres15.mjs';
import { say } from './lib/say.mjs';

const outcomes = process.argv.includes('--long') ? await longSet() : await shortSet();
summary(outcomes.map(judged));

async function shortSet() {
  return [
    await vitest('laws', ['laws']),
    await check('lint', ['oxlint', 'oxlint'], ['--type-aware', '-c', '.oxlintrc.json', 'src', 'test', 'bench']),
    await check('types', ['typescript', 'tsc'], ['-p', '.']),
    await vitest('unit', ['unit']),
    await vitest('screens', ['screens']),
    await vitest('data', ['db']),
    await journeys('journeys'),
  ];
}

async function longSet() {
  return [
    await vitest('full property counts', ['unit'], { CARELINE_PROPERTY_RUNS: '10000' }, ['test/rating', 'test/billing']),
    ...(await dataOnPostgres15()),
    await vitest('attack', ['attack']),
    await vitest('kill', ['kill']),
  ];
}

async function dataOnPostgres15() {
  if (hasPostgres15()) return [await vitest('data on PostgreSQL 15', ['db'], { CARELINE_TEST_PG: '15' })];
  say('PostgreSQL 15 is not installed here, so the data tests do not run on it');
  return [];
}

/** A step that ran no test has failed. */
function judged(outcome) {
  if (!outcome.empty) return outcome;
  return { ...outcome, failed: 1, note: 'ran no test' };
}

function summary(all) {
  process.stdout.write('\n');
  for (const step of all) {
    const parts = [step.failed > 0 ? 'FAILED' : 'ok', step.passed > 0 && `${step.passed} passed`, step.failed > 0 && `${step.failed} failed`,
      step.skipped > 0 && `${step.skipped} skipped`, step.note ?? (step.empty && 'no tests')];
    process.stdout.write(`${step.name.padEnd(24)}${parts.filter(Boolean).join(", ").padEnd(40)}${step.seconds} s\n`);
  }
  process.stdout.write(all.flatMap((step) => step.named ?? []).map((line) => `${line}\n`).join(''));
  const total = (field) => all.reduce((sum, step) => sum + step[field], 0);
  process.exitCode = total('failed') > 0 ? 1 : 0;
  process.stdout.write(`\n${total("passed")} passed, ${total("failed")} failed\n`);
}
