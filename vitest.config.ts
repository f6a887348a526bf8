import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * TensorFlow uses every core: projects with `groupOrder` above 0 run after the others, one file at a time. The
 * project `keras` needs a Python with Keras (TATAMI_KERAS_PYTHON) and is not part of `npm test`.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: '100%',
    hookTimeout: 120_000,
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
    projects: [
      {
        extends: true,
        // The page's state classes are written in runes, which Svelte compiles.
        plugins: [svelte()],
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: ['test/unit/main/engine/**'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'architecture',
          include: ['test/{architecture,reporter}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['test/unit/main/engine/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'golden',
          include: ['test/golden/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 3 },
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 4 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'keras',
          include: ['test/keras/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 5 },
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'formats',
          include: ['test/formats/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 6 },
          testTimeout: 600_000,
        },
      },
    ],
  },
});
