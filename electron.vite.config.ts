import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

/** Three bundles in `out/`: the main process, the sandboxed preload (one CommonJS file) and the page. */
export default defineConfig({
  main: {
    build: { target: 'node20', rollupOptions: { input: { index: 'src/main/index.ts' } } },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [svelte()],
    build: {
      target: 'chrome130',
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
});
