import { join } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  // Atlaskit's icons are CommonJS with `exports.default`; Node's reading of that gives importers the whole `exports`.
  legacy: { inconsistentCjsInterop: true },
  build: {
    emptyOutDir: true,
    rollupOptions: {
      input: ['index.html', 'admin.html'].map((name) => join(import.meta.dirname, name)),
    },
    // Everything comes from this machine: preloading saves nothing.
    modulePreload: false,
    // Kilobytes. The colouring of code, loaded when a document is first shown, brings all its languages.
    chunkSizeWarningLimit: 2000,
  },
});
