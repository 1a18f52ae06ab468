import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { run, withDisplay } from './display.mjs';
import { root } from './paths.mjs';

/** @typedef {{name: string, passed: number, failed: number, skipped: number, empty: boolean, seconds: number, note?: string, named?: string[]}} Outcome
 * `named` has a line for each test that failed, and for each journey that passed at a later try. */

const resultsDir = join(root, 'test-results');

/** A check that passes or fails as a whole and has no tests to count: only its failure counts. */
export function check(name, bin, args) {
  return timed(name, async () => {
    const code = await run(process.execPath, [binOf(...bin), ...args], { cwd: root });
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0, empty: false };
  });
}

/** The tests of some projects of vitest.config.mts, of all folders or `only` some, counted from vitest's own result. */
export function vitest(name, projects, env = {}, only = []) {
  return timed(name, async () => {
    const result = fresh(`${name.replaceAll(" ", "-")}.json`);
    const args = [binOf('vitest', 'vitest'), 'run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${result}`];
    const code = await run(process.execPath, [...args, ...only, ...projects.map((project) => `--project=${project}`)], { cwd: root, env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true', ...env } });
    const json = read(result);
    if (!json) return broken(code);
    // A file that could not be loaded has no failed test, but it failed.
    const unloaded = json.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length;
    const failed = json.numFailedTests + unloaded;
    return {
      passed: json.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: json.numPendingTests + json.numTodoTests, empty: json.numTotalTests === 0, named: failuresOf(json),
    };
  });
}

function failuresOf({ testResults }) {
  return testResults.filter((file) => file.status === 'failed').flatMap((file) => {
    const tests = file.assertionResults.filter((test) => test.status === 'failed').map((test) => `${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
    return (tests.length > 0 ? tests : [firstLine(file.message)]).map((what) => `failed: ${relative(root, file.name)}: ${what}`);
  });
}

/**
 * The journeys in the real application, counted from Playwright's own result. Where Playwright tries a failed one again
 * (playwright.config.ts), one that passes then counts as passed and is named.
 */
export function journeys(name) {
  return timed(name, async () => {
    const result = fresh('journeys.json');
    const args = [binOf('@playwright/test', 'playwright'), 'test', '--pass-with-no-tests'];
    const code = await withDisplay(process.execPath, args, { CARELINE_JOURNEYS_RESULT: result, TZ: 'UTC' });
    const json = read(result);
    if (!json) return code === 0 ? { passed: 0, failed: 0, skipped: 0, empty: true } : broken(code);
    const { expected, unexpected, flaky, skipped } = json.stats;
    const failed = unexpected + json.errors.length;
    return {
      passed: expected + flaky, failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped, empty: expected + unexpected + flaky + skipped === 0, named: json.suites.flatMap(unsteady),
    };
  });
}

const howItWent = { unexpected: 'failed', flaky: 'passed at a later try' };

function unsteady(suite) {
  const own = (suite.specs ?? []).flatMap((spec) => spec.tests.filter((test) => howItWent[test.status]).map((test) => {
    const message = test.results.find((result) => result.error)?.error?.message;
    return `${howItWent[test.status]}: ${spec.file}: ${spec.title}: ${firstLine(message)}`;
  }));
  return [...own, ...(suite.suites ?? []).flatMap(unsteady)];
}

function firstLine(message) {
  return stripVTControlCharacters(message ?? 'no message').split('\n', 1)[0].slice(0, 300);
}

function broken(code) {
  return { passed: 0, failed: 1, skipped: 0, empty: false, note: `ended with code ${code} and no result` };
}

async function timed(name, work) {
  process.stdout.write(`\n== ${name}\n`);
  const start = performance.now();
  const outcome = await work();
  return { name, ...outcome, seconds: Math.round((performance.now() - start) / 100) / 10 };
}

/** The script behind a package's command; called directly, npx costs a second. */
export function binOf(name, command) {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

function fresh(name) {
  const file = join(resultsDir, name);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
