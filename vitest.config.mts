import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const ownStep = ['test/architecture/**', 'test/attack/**', 'test/kill/**', 'test/journeys/**', 'test/screenshots/**'];
/** One database server for a whole run of the data tests; the files make their own databases in it. */
const globalSetup = ['test/support/cluster.ts'];
const database = { globalSetup, testTimeout: 120_000, hookTimeout: 120_000, teardownTimeout: 30_000 };

export default defineConfig({
  test: {
    // A test that asserts nothing fails.
    expect: { requireAssertions: true },
    env: { TZ: 'UTC' },
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'laws', include: ['test/architecture/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...ownStep, 'test/**/*.{db,screens}.test.ts'],
          // The full property counts take minutes, the usual ones less than a second.
          testTimeout: process.env.CARELINE_PROPERTY_RUNS ? 900_000 : 30_000,
        },
      },
      { extends: true, test: { name: 'db', include: ['test/**/*.db.test.ts'], exclude: ownStep, ...database } },
      {
        extends: true,
        plugins: [react()],
        test: { name: 'screens', include: ['test/**/*.screens.test.{ts,tsx}'], environment: 'happy-dom', testTimeout: 30_000 },
      },
      { extends: true, test: { name: 'attack', include: ['test/attack/**/*.test.ts'], ...database } },
      { extends: true, test: { name: 'kill', include: ['test/kill/**/*.test.ts'], ...database, testTimeout: 900_000 } },
    ],
  },
});
