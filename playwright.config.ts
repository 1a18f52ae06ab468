import { defineConfig } from '@playwright/test';

/** The journeys play in the real application, one after the other: there is one display and one embedded database. */
export default defineConfig({
  testDir: 'test/journeys',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/journeys',
  workers: 1,
  // A busy build machine delays a window now and then; what passes only at a later try is named in the summary.
  retries: process.env.CI ? 2 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: process.env.CARELINE_JOURNEYS_RESULT ?? 'test-results/journeys.json' }]],
  use: { trace: 'retain-on-failure' },
});
