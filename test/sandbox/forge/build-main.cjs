// The bundler insists on `require.main`, which only a CommonJS entry sets.
require('./build.ts');
