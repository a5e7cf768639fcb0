import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';
import { z } from 'zod';

const fetchAddress = z.union([
  z.string(),
  z.looseObject({ address: z.string() }),
  z.looseObject({ remote: z.string() }),
]);
const manifestSchema = z.looseObject({
  modules: z
    .object({
      function: z.array(z.looseObject({ key: z.string(), handler: z.string() })).default([]),
      consumer: z
        .array(z.looseObject({ key: z.string(), queue: z.string(), function: z.string() }))
        .default([]),
      trigger: z
        .array(z.looseObject({ key: z.string(), function: z.string(), events: z.array(z.string()) }))
        .default([]),
    })
    .catchall(z.unknown()),
  resources: z.array(z.looseObject({ key: z.string(), path: z.string() })).default([]),
  remotes: z.array(z.looseObject({ key: z.string(), baseUrl: z.string() })).default([]),
  permissions: z
    .looseObject({
      scopes: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
      external: z
        .looseObject({ fetch: z.looseObject({ backend: z.array(fetchAddress).default([]) }).optional() })
        .optional(),
    })
    .optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Something that a rule did not like, where, and what to do about it. */
export interface Finding {
  rule: string;
  /** Relative to the app. */
  file: string;
  line: number;
  message: string;
}

export interface App {
  directory: string;
  manifest: Manifest;
  /** The files under `src/` and `static/`, parsed and bound. */
  sources: ts.SourceFile[];
  checker: ts.TypeChecker;
  /** The own files that `path` reaches through its imports, itself included; type imports don't count. */
  reach(path: string): ts.SourceFile[];
  /** Relative to the app, with `/`. */
  nameOf(source: ts.SourceFile): string;
}

/** Own files only: without the packages' types, a program of this size binds in well under a second. */
function createOwnProgram(directory: string): ts.Program {
  const files = ['src', 'static'].flatMap((folder) => {
    const path = join(directory, folder);
    return existsSync(path) ? ts.sys.readDirectory(path, ['.ts', '.tsx']) : [];
  });
  const options: ts.CompilerOptions = {
    noLib: true,
    types: [],
    jsx: ts.JsxEmit.Preserve,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options, true);
  host.resolveModuleNameLiterals = (literals, containing) =>
    literals.map(({ text }) =>
      text.startsWith('.')
        ? ts.resolveModuleName(text, containing, options, host)
        : { resolvedModule: undefined },
    );
  return ts.createProgram(files, options, host);
}

const isTypeOnly = (node: ts.ImportDeclaration | ts.ExportDeclaration): boolean =>
  ts.isImportDeclaration(node)
    ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    : node.isTypeOnly;

function listImports(source: ts.SourceFile): string[] {
  return source.statements.flatMap((node) =>
    (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier) &&
    !isTypeOnly(node)
      ? [node.moduleSpecifier.text]
      : [],
  );
}

/** The packages (or their files) that `source` loads when it runs. */
export const listPackages = (source: ts.SourceFile): string[] =>
  listImports(source).filter((specifier) => !specifier.startsWith('.'));

function followImports(program: ts.Program, start: string): ts.SourceFile[] {
  const seen = new Set<ts.SourceFile>();
  const visit = (source: ts.SourceFile | undefined): void => {
    if (source === undefined || seen.has(source)) return;
    seen.add(source);
    for (const specifier of listImports(source)) {
      if (!specifier.startsWith('.')) continue;
      const base = resolve(dirname(source.fileName), specifier);
      const candidates = [`${base}.ts`, `${base}.tsx`, join(base, 'index.ts')];
      visit(candidates.map((path) => program.getSourceFile(path)).find((found) => found !== undefined));
    }
  };
  visit(program.getSourceFile(start));
  return [...seen];
}

/**
 * Reads the manifest and the source of the app in `directory`.
 *
 * @throws when `manifest.yml` is absent, isn't YAML, or hasn't the shape that the rules read.
 */
export function readApp(directory: string): App {
  const root = resolve(directory);
  const manifest = manifestSchema.parse(parse(readFileSync(join(root, 'manifest.yml'), 'utf8')));
  const program = createOwnProgram(root);
  const sources = program.getSourceFiles().filter((source) => !source.isDeclarationFile);
  return {
    directory: root,
    manifest,
    sources: [...sources],
    checker: program.getTypeChecker(),
    reach: (path) => followImports(program, resolve(root, path)),
    nameOf: (source) => relative(root, source.fileName).replaceAll('\\', '/'),
  };
}

/** Every node of `source`, outermost first. */
export function* walk(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* walk(child);
}

/** From 1. */
const lineOf = (node: ts.Node): number =>
  node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;

/** A finding at a place in the code. */
export const findAt = (app: App, rule: string, node: ts.Node, message: string): Finding => ({
  rule,
  file: app.nameOf(node.getSourceFile()),
  line: lineOf(node),
  message,
});

/** A finding about the manifest: the first line that holds `text`. */
export function findInManifest(app: App, rule: string, text: string, message: string): Finding {
  const lines = readFileSync(join(app.directory, 'manifest.yml'), 'utf8').split('\n');
  return { rule, file: 'manifest.yml', line: lines.findIndex((line) => line.includes(text)) + 1, message };
}

/** The string that `expression` always is: a literal, or a constant of ours from this or another file. */
export function readConstant(app: App, expression: ts.Expression): string | undefined {
  const type = app.checker.getTypeAtLocation(expression);
  return type.isStringLiteral() ? type.value : undefined;
}
