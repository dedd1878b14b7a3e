import { defineConfig } from 'vitest/config';

/** Folders whose files start no other process and change nothing that files beside them share. */
const together = [
  'actions',
  'db',
  'estimate',
  'exports',
  'http',
  'imports',
  'people',
  'reporting',
  'reports',
  'surveys',
  'views',
].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    globalSetup: 'test/helpers/chromium-setup.ts',
    pool: 'forks',
    // a file waits for its browser or its disk half of the time
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      // reading the program anew for each of their files took longer than the tests themselves
      { extends: true, test: { name: 'together', include: together, isolate: false } },
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: together } },
    ],
  },
});
